/** Tests of the primitives against published vectors and an independent implementation. */
@NullMarked
package io.lockweir.encryption.cipher;

import org.jspecify.annotations.NullMarked;

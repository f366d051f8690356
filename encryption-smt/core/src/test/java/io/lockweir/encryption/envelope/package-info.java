/** Tests of what stands around a ciphertext. */
@NullMarked
package io.lockweir.encryption.envelope;

import org.jspecify.annotations.NullMarked;

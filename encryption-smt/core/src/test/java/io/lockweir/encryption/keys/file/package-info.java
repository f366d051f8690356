/** Tests of the store in a file. */
@NullMarked
package io.lockweir.encryption.keys.file;

import org.jspecify.annotations.NullMarked;

/** Tests of the key sources, and the keysets every test of the engine uses. */
@NullMarked
package io.lockweir.encryption.keys;

import org.jspecify.annotations.NullMarked;

/** Tests of the typed plaintexts, and the values every round trip uses. */
@NullMarked
package io.lockweir.encryption.value;

import org.jspecify.annotations.NullMarked;

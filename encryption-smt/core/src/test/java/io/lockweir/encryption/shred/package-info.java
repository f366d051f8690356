/** Tests of crypto-shredding over a log in memory. */
@NullMarked
package io.lockweir.encryption.shred;

import org.jspecify.annotations.NullMarked;

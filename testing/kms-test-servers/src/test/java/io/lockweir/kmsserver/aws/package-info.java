/** Signatures against AWS's published test vectors. */
@NullMarked
package io.lockweir.kmsserver.aws;

import org.jspecify.annotations.NullMarked;

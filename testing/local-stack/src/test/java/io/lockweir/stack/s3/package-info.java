/** Tests of request signatures. */
@NullMarked
package io.lockweir.stack.s3;

import org.jspecify.annotations.NullMarked;

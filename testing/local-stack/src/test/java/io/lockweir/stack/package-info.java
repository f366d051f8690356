/** Tests of the stack as its users see it; {@code LocalStackIT} starts everything. */
@NullMarked
package io.lockweir.stack;

import org.jspecify.annotations.NullMarked;

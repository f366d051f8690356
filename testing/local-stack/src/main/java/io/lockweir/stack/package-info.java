/**
 * Real servers for tests, benchmarks and the demo. Start at {@link io.lockweir.stack.LocalStack}.
 *
 * <p>Knows nothing of our plugins: their folders are given as paths.
 */
@NullMarked
package io.lockweir.stack;

import org.jspecify.annotations.NullMarked;

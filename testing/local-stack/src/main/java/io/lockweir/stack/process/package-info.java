/**
 * Child processes that never outlive us: their launch, their log, their end. Knows no server. Start at
 * {@link io.lockweir.stack.process.ServerProcess}.
 */
@NullMarked
package io.lockweir.stack.process;

import org.jspecify.annotations.NullMarked;

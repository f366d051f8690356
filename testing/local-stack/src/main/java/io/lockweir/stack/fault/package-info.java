/**
 * Faults between a client and an HTTP server. Start at {@link io.lockweir.stack.fault.FaultyProxy}.
 */
@NullMarked
package io.lockweir.stack.fault;

import org.jspecify.annotations.NullMarked;

/**
 * The rows of {@code images=full} outside the heap: which changed since the last checkpoint, and the compacted topic that holds them. Knows
 * no events and no Connect. Start at {@link io.lockweir.cassandra.connector.state.StateTopic}.
 *
 * <p>Crash points: before the commit of a checkpoint the state is at the one before, and all changes behind it are merged again in silence;
 * behind it, at the new one. A checkpoint is one transaction, so no torn one is ever read, and it is written only where Connect has the
 * events already: the state is never ahead of the offset.
 */
@NullMarked
package io.lockweir.cassandra.connector.state;

import org.jspecify.annotations.NullMarked;

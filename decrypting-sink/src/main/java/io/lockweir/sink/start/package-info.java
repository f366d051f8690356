/**
 * Where a table begins to read a source partition, or why it must not: progress against the log, the topic's identity and
 * the table's history. Pure. Start at {@code StartDecision}.
 */
@NullMarked
package io.lockweir.sink.start;

import org.jspecify.annotations.NullMarked;

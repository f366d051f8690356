/**
 * The loop of a task: partitions and where they stand, one feed per table, its open slice, and what happens to slices.
 * Talks to Connect through {@code SinkTaskContext} only, and never blocks on a catalog or broker. Start at
 * {@code TaskLoop}.
 */
@NullMarked
package io.lockweir.sink.feed;

import org.jspecify.annotations.NullMarked;

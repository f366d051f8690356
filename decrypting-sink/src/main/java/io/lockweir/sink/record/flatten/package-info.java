/**
 * Takes a record apart on its clear parts: which row image counts, and what stands around it. Knows no tables, policies or
 * keys. Start at {@link io.lockweir.sink.record.flatten.Flattener}.
 */
@NullMarked
package io.lockweir.sink.record.flatten;

import org.jspecify.annotations.NullMarked;

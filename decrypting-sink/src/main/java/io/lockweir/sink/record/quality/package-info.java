/**
 * What rows have to be like: rules per table, written in CEL (the Common Expression Language), checked once per schema and
 * asked for every row. A rule tells its name and nothing of the row. Start at {@code TableRules}.
 */
@NullMarked
package io.lockweir.sink.record.quality;

import org.jspecify.annotations.NullMarked;

/**
 * How far a table has read its sources: the table properties that say so, ranges, cursors and the place to seek to.
 * Pure values and functions; knows neither Kafka clients nor catalogs. Start at {@code Progress}.
 */
@NullMarked
package io.lockweir.sink.progress;

import org.jspecify.annotations.NullMarked;

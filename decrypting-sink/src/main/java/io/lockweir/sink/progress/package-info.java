/**
 * How far a table has read its sources: the table properties that say so, their form, and whether they still count.
 * Pure values and functions; knows neither Kafka clients nor catalogs. Start at {@code Progress}.
 */
@NullMarked
package io.lockweir.sink.progress;

import org.jspecify.annotations.NullMarked;

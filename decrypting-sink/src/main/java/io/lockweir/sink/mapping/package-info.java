/**
 * Which table a topic belongs to: explicit pairs first, then one regular expression with captures,
 * then a header of the record.
 * Pure; knows neither records nor catalogs. Start at {@link TopicMapping}.
 */
@NullMarked
package io.lockweir.sink.mapping;

import org.jspecify.annotations.NullMarked;

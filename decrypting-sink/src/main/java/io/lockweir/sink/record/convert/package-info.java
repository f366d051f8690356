/**
 * Connect values to Iceberg's generic values: compiled once per pair of schemas, lossless or a named {@link
 * io.lockweir.sink.record.convert.Refusal}. Knows no topics, policies or envelopes. Start at {@link
 * io.lockweir.sink.record.convert.SchemaConverters}.
 */
@NullMarked
package io.lockweir.sink.record.convert;

import org.jspecify.annotations.NullMarked;

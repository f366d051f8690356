/**
 * Data files of a slice: rows in, Parquet files out, without a trace of a decrypted value in names or column metrics.
 * Knows nothing of records, progress or commits. Start at {@link SliceWriterFactory}.
 */
@NullMarked
package io.lockweir.sink.write;

import org.jspecify.annotations.NullMarked;

package io.lockweir.sink.write;

import java.util.Set;
import org.apache.iceberg.Table;

/** Opens the writer of one slice, for the table's current schema and default spec. */
public interface SliceWriterFactory {

    /**
     * A writer that adds rows.
     *
     * @param decryptedColumns full names of columns that receive decrypted values; no column metrics are kept for them
     * @throws org.apache.kafka.common.config.ConfigException if the spec would put a decrypted value into a path, a format
     *     other than Parquet is demanded, or a column is not there
     */
    SliceWriter open(Table table, Set<String> decryptedColumns);

    /**
     * A writer that upserts and deletes rows.
     *
     * @param keyed what tells rows apart; its index serves one open writer at a time
     * @throws org.apache.kafka.common.config.ConfigException as {@link #open} does, and if no delete by key reaches all rows of
     *     a key
     */
    SliceWriter openUpsert(Table table, Set<String> decryptedColumns, KeyedRows keyed);
}

package io.lockweir.sink.write;

import java.util.Set;
import org.apache.iceberg.Table;

/** Opens the writer of one slice. */
public interface SliceWriterFactory {

    /**
     * A writer for the table's current schema and default spec.
     *
     * @param decryptedColumns full names of columns that receive decrypted values; no column metrics are kept for them
     * @throws org.apache.kafka.common.config.ConfigException if the spec would put a decrypted value into a path, a format
     *     other than Parquet is demanded, or a column is not there
     */
    SliceWriter open(Table table, Set<String> decryptedColumns);
}

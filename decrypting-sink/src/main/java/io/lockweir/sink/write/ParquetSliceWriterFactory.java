package io.lockweir.sink.write;

import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.kafka.common.config.ConfigException;

/** Writers of Parquet data files. */
public final class ParquetSliceWriterFactory implements SliceWriterFactory {
    private final int maxOpenFiles;

    /** @param maxOpenFiles files one writer keeps open; a row for one more partition closes the file longest unused */
    public ParquetSliceWriterFactory(int maxOpenFiles) {
        if (maxOpenFiles < 1) {
            throw new IllegalArgumentException("A writer needs at least one open file");
        }
        this.maxOpenFiles = maxOpenFiles;
    }

    @Override
    public SliceWriter open(Table table, Set<String> decryptedColumns) {
        requireParquet(table);
        DecryptedPartitions.refuse(table, decryptedColumns);
        DataFiles files = new DataFiles(table, ColumnMetrics.without(table, decryptedColumns));
        return new PartitionedSliceWriter(table.spec(), table.schema(), files, targetBytes(table), maxOpenFiles);
    }

    @Override
    public SliceWriter openUpsert(Table table, Set<String> decryptedColumns, KeyedRows keyed) {
        throw new UnsupportedOperationException("Comes with the next commit: " + keyed);
    }

    private static void requireParquet(Table table) {
        String format = table.properties()
                .getOrDefault(TableProperties.DEFAULT_FILE_FORMAT, TableProperties.DEFAULT_FILE_FORMAT_DEFAULT)
                .toUpperCase(Locale.ROOT);
        if (!format.equals(FileFormat.PARQUET.name())) {
            throw new ConfigException("Table " + table.name() + " demands " + TableProperties.DEFAULT_FILE_FORMAT + "="
                    + format.toLowerCase(Locale.ROOT) + "; the sink writes parquet only");
        }
    }

    private static long targetBytes(Table table) {
        String bytes = table.properties().get(TableProperties.WRITE_TARGET_FILE_SIZE_BYTES);
        return bytes == null ? TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT : Long.parseLong(bytes);
    }
}

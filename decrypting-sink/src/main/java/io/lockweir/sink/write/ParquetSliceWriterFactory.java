package io.lockweir.sink.write;

import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.TableUtil;
import org.apache.kafka.common.config.ConfigException;

/** Writers of Parquet data files. One thread, as all its writers. */
public final class ParquetSliceWriterFactory implements SliceWriterFactory {
    private static final int VECTORS_SINCE = 3;

    private final WriterSlots slots;

    /** @param maxOpenFiles files that all writers together write to at a time; rows of further ones wait in memory */
    public ParquetSliceWriterFactory(int maxOpenFiles) {
        this.slots = new WriterSlots(maxOpenFiles);
    }

    @Override
    public SliceWriter open(Table table, Set<String> decryptedColumns) {
        requireParquet(table);
        DecryptedPartitions.refuse(table, decryptedColumns);
        ParquetFiles files = new ParquetFiles(table, decryptedColumns, slots);
        return new AppendSliceWriter(
                data(table, files, location -> OpenFile.UNREGISTERED),
                new PartitionKey(table.spec(), table.schema()),
                table.schema());
    }

    @Override
    public SliceWriter openUpsert(Table table, Set<String> decryptedColumns, KeyedRows keyed) {
        requireParquet(table);
        DecryptedPartitions.refuse(table, decryptedColumns);
        ParquetFiles files = new ParquetFiles(table, decryptedColumns, slots);
        EqualityDeletes deletes = new EqualityDeletes(table, keyed.columns(), files);
        PartitionFiles<DataFile> data = data(table, files, keyed.index()::register);
        boolean vectors = TableUtil.formatVersion(table) >= VECTORS_SINCE;
        keyed.index().begin(vectors);
        return new UpsertSliceWriter(table, keyed, data, deletes, vectors ? null : files);
    }

    private PartitionFiles<DataFile> data(Table table, ParquetFiles files, ToIntFunction<String> ordinals) {
        return new PartitionFiles<>(partition -> files.data(partition, ordinals), files::delete, targetBytes(table));
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

package io.lockweir.sink.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.util.PropertyUtil;
import org.jspecify.annotations.Nullable;

/** Creates the files of one slice. Their names hold a random id and a number, nothing of the rows. */
final class ParquetFiles {
    private final Table table;
    private final MetricsConfig metrics;
    private final Map<String, String> encodings;
    private final OutputFileFactory names;
    private final WriterSlots slots;
    private final long pageBytes;
    private final long rowGroupBytes;

    ParquetFiles(Table table, Set<String> decryptedColumns, WriterSlots slots) {
        this.table = table;
        this.metrics = ColumnMetrics.without(table, decryptedColumns);
        this.encodings = DecryptedEncodings.of(table, decryptedColumns);
        this.slots = slots;
        this.pageBytes = PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.PARQUET_PAGE_SIZE_BYTES,
                TableProperties.PARQUET_PAGE_SIZE_BYTES_DEFAULT);
        this.rowGroupBytes = PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES,
                TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT);
        this.names = OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .build();
    }

    /**
     * A file of rows of the table's default spec.
     *
     * @param ordinals gives the file its ordinal
     */
    OpenFile<DataFile> data(StructLike partition, ToIntFunction<String> ordinals) {
        PartitionSpec spec = table.spec();
        EncryptedOutputFile file = newFile(spec, partition);
        String location = location(file);
        return new OpenFile<>(location, () -> rows(spec, partition, file), slots, ordinals.applyAsInt(location));
    }

    private OpenFile.Writing<DataFile> rows(PartitionSpec spec, StructLike partition, EncryptedOutputFile file) {
        try {
            DataWriter<Record> writer = NoHadoopDefaults.open(() -> Parquet.writeData(file)
                    .forTable(table)
                    .withSpec(spec)
                    .withKeyMetadata(file.keyMetadata())
                    .withPartition(orNull(spec, partition))
                    .metricsConfig(metrics)
                    .setAll(encodings)
                    .createWriterFunc(GenericParquetWriter::create)
                    .build());
            return new OpenFile.Writing<>(writer, writer::toDataFile, cost(table.schema()));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not open a data file of table " + table.name(), e);
        }
    }

    /** A file of deletes by key. */
    OpenFile<DeleteFile> equalityDeletes(Schema key, PartitionSpec spec, StructLike partition) {
        EncryptedOutputFile file = newFile(spec, partition);
        return new OpenFile<>(location(file), () -> deletes(key, spec, partition, file), slots, OpenFile.UNREGISTERED);
    }

    private OpenFile.Writing<DeleteFile> deletes(
            Schema key, PartitionSpec spec, StructLike partition, EncryptedOutputFile file) {
        try {
            EqualityDeleteWriter<Record> writer = NoHadoopDefaults.open(() -> Parquet.writeDeletes(file)
                    .forTable(table)
                    .withSpec(spec)
                    .withKeyMetadata(file.keyMetadata())
                    .withPartition(orNull(spec, partition))
                    .rowSchema(key)
                    .equalityFieldIds(List.copyOf(TypeUtil.getProjectedIds(key)))
                    .metricsConfig(metrics)
                    .createWriterFunc(GenericParquetWriter::create)
                    .buildEqualityWriter());
            return new OpenFile.Writing<>(writer, writer::toDeleteFile, cost(key));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not open an equality-delete file of table " + table.name(), e);
        }
    }

    private WriterCost cost(Schema columns) {
        return WriterCost.of(TypeUtil.indexById(columns.asStruct()).size(), pageBytes, rowGroupBytes);
    }

    /** Deletes of rows of one data file, as format version 2 has them. */
    DeleteFile positionDeletes(DataFile of, Positions positions) {
        PartitionSpec spec = table.spec();
        EncryptedOutputFile file = newFile(spec, of.partition());
        PositionDelete<Record> delete = PositionDelete.create();
        try {
            PositionDeleteWriter<Record> writer = NoHadoopDefaults.open(() -> Parquet.writeDeletes(file)
                    .forTable(table)
                    .withSpec(spec)
                    .withKeyMetadata(file.keyMetadata())
                    .withPartition(orNull(spec, of.partition()))
                    .rowSchema(null)
                    .metricsConfig(MetricsConfig.forPositionDelete())
                    .buildPositionWriter());
            try (writer) {
                positions.forEachSorted(position -> writer.write(delete.set(of.location(), position)));
            }
            return writer.toDeleteFile();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write a position-delete file of table " + table.name(), e);
        }
    }

    private EncryptedOutputFile newFile(PartitionSpec spec, StructLike partition) {
        return spec.isPartitioned() ? names.newOutputFile(spec, partition) : names.newOutputFile();
    }

    private static @Nullable StructLike orNull(PartitionSpec spec, StructLike partition) {
        return spec.isPartitioned() ? partition : null;
    }

    private static String location(EncryptedOutputFile file) {
        return file.encryptingOutputFile().location();
    }

    void delete(String location) {
        table.io().deleteFile(location);
    }
}

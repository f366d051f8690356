package io.lockweir.sink.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/** Creates the data files of one slice. Their names hold a random id and a number, nothing of the rows. */
final class DataFiles {
    private final Table table;
    private final MetricsConfig metrics;
    private final OutputFileFactory names;

    DataFiles(Table table, MetricsConfig metrics) {
        this.table = table;
        this.metrics = metrics;
        this.names = OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .build();
    }

    OpenFile open(@Nullable StructLike partition) {
        EncryptedOutputFile file =
                partition == null ? names.newOutputFile() : names.newOutputFile(table.spec(), partition);
        try {
            return new OpenFile(
                    file.encryptingOutputFile().location(),
                    Parquet.writeData(file)
                            .forTable(table)
                            .withSpec(table.spec())
                            .withPartition(partition)
                            .metricsConfig(metrics)
                            .createWriterFunc(GenericParquetWriter::create)
                            .<Record>build());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not open a data file of table " + table.name(), e);
        }
    }

    void delete(String location) {
        table.io().deleteFile(location);
    }
}

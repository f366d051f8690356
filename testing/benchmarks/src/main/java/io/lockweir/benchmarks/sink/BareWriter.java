package io.lockweir.benchmarks.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.RollingDataWriter;

/** Iceberg's own writer, given finished rows: no record, no conversion, no decryption. */
final class BareWriter implements RowPath {

    private static final long NEVER_ROLL = Long.MAX_VALUE;

    private final InMemoryCatalog catalog = Tables.catalog(2);
    private final Table table = catalog.loadTable(Tables.NAME);
    private final Workload workload;

    BareWriter(Workload workload) {
        this.workload = workload;
    }

    @Override
    public String label() {
        return "bare writer";
    }

    @Override
    public void write(long from, int batches, CpuClock clock) {
        FileWriterFactory<Record> files = new GenericFileWriterFactory.Builder(table).build();
        OutputFileFactory names = OutputFileFactory.builderFor(table, 1, from)
                .format(FileFormat.PARQUET)
                .build();
        RollingDataWriter<Record> writer =
                new RollingDataWriter<>(files, names, table.io(), NEVER_ROLL, table.spec(), null);
        for (int batch = 0; batch < batches; batch++) {
            List<GenericRecord> rows = workload.rows(from + (long) batch * Workload.BATCH);
            clock.time(() -> rows.forEach(writer::write));
        }
        clock.time(() -> close(writer));
        for (DataFile file : writer.result().dataFiles()) {
            table.io().deleteFile(file.location());
        }
    }

    private static void close(RollingDataWriter<Record> writer) {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}

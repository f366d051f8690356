package io.lockweir.benchmarks.sink;

import io.lockweir.sink.record.WriteMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.CloseableIterable;

/** A table that our sink filled in twenty commits of changes, three of ten to rows of before. */
final class ScannedTable implements AutoCloseable {
    private static final int COMMITS = 20;

    private final InMemoryCatalog catalog;
    private final Table table;
    private final long rows;

    ScannedTable(int formatVersion, WriteMode mode, Effort effort, String keyset) {
        this.catalog = Tables.catalog(formatVersion);
        int batches = Math.max(1, effort.batches() / COMMITS);
        Changes changes = mode == WriteMode.UPSERT ? Changes.UPSERTS : Changes.INSERTS;
        try (Workload workload = new Workload(keyset, changes);
                LockweirTask task = new LockweirTask(catalog, mode, keyset)) {
            for (int batch = 0; batch < COMMITS * batches; batch++) {
                task.put(workload.encrypted((long) batch * Workload.BATCH));
                if ((batch + 1) % batches == 0) {
                    task.cut();
                    task.settle();
                }
            }
        }
        this.table = catalog.loadTable(Tables.NAME);
        this.rows = changes.rows((long) COMMITS * batches * Workload.BATCH);
    }

    /** Reads all rows once. Processor time of the reading thread, per row that is there. */
    double microsPerRow() {
        CpuClock clock = new CpuClock();
        clock.time(this::read);
        return clock.nanos() / 1e3 / rows;
    }

    private void read() {
        long read = 0;
        try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            for (Record record : records) {
                read += record == null ? 0 : 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (read != rows) {
            throw new IllegalStateException("The table has " + read + " rows instead of " + rows);
        }
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}

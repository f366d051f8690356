package io.lockweir.benchmarks.sink;

import io.lockweir.sink.record.WriteMode;
import java.io.IOException;
import java.util.List;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.kafka.connect.sink.SinkRecord;

/** Our sink, decrypting. */
final class LockweirSink implements RowPath {
    private final InMemoryCatalog catalog;
    private final LockweirTask task;
    private final Tables tables;
    private final Workload workload;
    private final String label;

    LockweirSink(Workload workload, int formatVersion, WriteMode mode, String keyset) {
        this.catalog = Tables.catalog(formatVersion);
        this.tables = new Tables(catalog);
        this.task = new LockweirTask(catalog, mode, keyset);
        this.workload = workload;
        this.label = "Lockweir, " + (mode == WriteMode.UPSERT ? "upserting to format " + formatVersion : "appending");
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void write(long from, int batches, CpuClock clock) {
        long before = task.rows();
        for (int batch = 0; batch < batches; batch++) {
            List<SinkRecord> records = workload.encrypted(from + (long) batch * Workload.BATCH);
            clock.time(() -> task.put(records));
        }
        clock.time(task::cut);
        task.settle();
        if (task.rows() - before != (long) batches * Workload.BATCH) {
            throw new IllegalStateException("Not every record became a row");
        }
        tables.deleteNewFiles();
    }

    @Override
    public void close() throws IOException {
        task.close();
        catalog.close();
    }
}

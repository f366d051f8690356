package io.lockweir.benchmarks.sink;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.connect.IcebergSinkConfig;
import org.apache.iceberg.connect.data.SinkWriter;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.kafka.connect.sink.SinkRecord;

/** The record path of Apache's Iceberg sink as a task drives it, given the same rows in clear. */
final class ApacheSink implements RowPath {

    private final InMemoryCatalog catalog = Tables.catalog(2);
    private final Table table = catalog.loadTable(Tables.NAME);
    private final IcebergSinkConfig config = new IcebergSinkConfig(Map.of(
            "name",
            "bench",
            "topics",
            Workload.TOPIC,
            "iceberg.catalog.type",
            "rest",
            "iceberg.tables",
            Tables.NAME.toString()));
    private final Workload workload;

    ApacheSink(Workload workload) {
        this.workload = workload;
    }

    @Override
    public String label() {
        return "Apache's sink";
    }

    @Override
    public void write(long from, int batches, CpuClock clock) {
        SinkWriter writer = new SinkWriter(catalog, config);
        try {
            for (int batch = 0; batch < batches; batch++) {
                List<SinkRecord> records = workload.clear(from + (long) batch * Workload.BATCH);
                clock.time(() -> writer.save(records));
            }
            clock.time(() -> writer.completeWrite()
                    .writerResults()
                    .forEach(result ->
                            result.dataFiles().forEach(file -> table.io().deleteFile(file.location()))));
        } finally {
            writer.close();
        }
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}

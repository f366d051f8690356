package io.lockweir.benchmarks.sink;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.process.TableRecordProcessor;
import io.lockweir.sink.write.ParquetSliceWriterFactory;
import io.lockweir.sink.write.SliceWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.kafka.connect.sink.SinkRecord;

/** The record path of our sink: policy, decryption, conversion, files. */
final class LockweirAppend implements RowPath {

    private final InMemoryCatalog catalog = Tables.catalog(2);
    private final Table table = catalog.loadTable(Tables.NAME);
    private final ParquetSliceWriterFactory writers = new ParquetSliceWriterFactory(10);
    private final TableRecordProcessor processor;
    private final Workload workload;

    LockweirAppend(Workload workload, String keyset) {
        this.workload = workload;
        this.processor = TableRecordProcessor.open(RecordConfig.of(Map.of(
                "mapping.topics",
                Workload.TOPIC + ":" + Tables.NAME,
                "keyset.json",
                keyset,
                "policy.decrypt",
                Workload.ENCRYPTED)));
        processor.tablesOf(List.of(Workload.TOPIC));
        processor.bind(Tables.NAME, table);
    }

    @Override
    public String label() {
        return "Lockweir, decrypting";
    }

    @Override
    public void write(long from, int batches, CpuClock clock) {
        Set<String> decrypted = processor.decryptedColumns(Tables.NAME);
        if (decrypted.size() != 3) {
            throw new IllegalStateException("Three columns are to be decrypted, not " + decrypted);
        }
        SliceWriter writer = writers.open(table, decrypted);
        for (int batch = 0; batch < batches; batch++) {
            List<SinkRecord> records = workload.encrypted(from + (long) batch * Workload.BATCH);
            clock.time(() -> records.forEach(record -> write(record, writer)));
        }
        clock.time(() -> writer.complete().data().forEach(file -> table.io().deleteFile(file.location())));
    }

    private void write(SinkRecord record, SliceWriter writer) {
        Outcome outcome = processor.process(record);
        if (!(outcome instanceof Outcome.Row row)) {
            throw new IllegalStateException("The record was to become a row: " + outcome);
        }
        writer.append(row.row());
    }

    @Override
    public void close() throws IOException {
        processor.close();
        catalog.close();
    }
}

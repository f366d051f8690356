package io.lockweir.benchmarks.sink;

import io.lockweir.sink.feed.FeedSettings;
import io.lockweir.sink.feed.FeedTask;
import io.lockweir.sink.feed.TaskLoop;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.WriteMode;
import io.lockweir.sink.record.process.TableRecordProcessor;
import io.lockweir.sink.write.IndexPolicy;
import io.lockweir.sink.write.ParquetSliceWriterFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.catalog.Catalog;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Our sink's task, from {@code put} down to data files: cursors, policy, decryption, conversion, writing. It commits to a
 * catalog in memory, by another thread.
 */
final class LockweirTask implements AutoCloseable {
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    /** The default of {@code memory.max.bytes}. */
    private static final long MEMORY = 256L << 20;

    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final SettableClock time = new SettableClock();
    private final TaskContext context = new TaskContext();
    private final Counters counters = new Counters();
    private final TableRecordProcessor processor;
    private final OneTable table;
    private final TaskLoop loop;

    LockweirTask(Catalog catalog, WriteMode mode, String keyset) {
        this.table = new OneTable(catalog);
        this.processor = TableRecordProcessor.open(RecordConfig.of(settings(mode, keyset)));
        this.loop = new FeedTask(
                        FeedTask.instance("bench", "0"),
                        OneTable.KEYS,
                        new FeedSettings(
                                COMMIT_INTERVAL,
                                Duration.ofHours(1),
                                Duration.ZERO,
                                0,
                                Long.MAX_VALUE,
                                3,
                                any -> mode == WriteMode.UPSERT,
                                IndexPolicy.DEFAULT,
                                MEMORY,
                                0,
                                Map.of()),
                        processor,
                        new ParquetSliceWriterFactory(10),
                        table,
                        new EndlessTopic(),
                        null,
                        counters,
                        time)
                .loop(context);
        loop.open(List.of(EndlessTopic.PARTITION));
        until(context::reading);
    }

    private static Map<String, String> settings(WriteMode mode, String keyset) {
        Map<String, String> settings = new HashMap<>();
        settings.put("mapping.topics", Workload.TOPIC + ":" + Tables.NAME);
        settings.put("keyset.json", keyset);
        settings.put("policy.decrypt", Workload.ENCRYPTED);
        settings.put("write.mode", mode.name().toLowerCase(Locale.ROOT));
        return settings;
    }

    /** Where records are to begin. */
    long offset() {
        return context.offset(EndlessTopic.PARTITION);
    }

    void put(List<SinkRecord> records) {
        loop.put(records);
    }

    /** Closes the files of what was put, and hands them over to be committed. */
    void cut() {
        time.advance(COMMIT_INTERVAL.multipliedBy(2));
        loop.put(List.of());
    }

    /** Waits until everything is in the table. */
    void settle() {
        until(counters::idle);
    }

    /** Rows that were written. */
    long rows() {
        return counters.rows();
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The task did not come to rest");
            }
            LockSupport.parkNanos(1_000_000);
            loop.put(List.of());
        } while (!condition.getAsBoolean());
    }

    @Override
    public void close() {
        loop.stop();
        processor.close();
        table.close();
    }
}

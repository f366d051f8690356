package io.lockweir.sink.feed;

import static org.awaitility.Awaitility.await;

import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.record.process.TableRecordProcessor;
import io.lockweir.sink.write.IndexPolicy;
import io.lockweir.sink.write.ParquetSliceWriterFactory;
import io.lockweir.sink.write.SliceWriterFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** One task, called as Connect's WorkerSinkTask calls it: seeks before polls, batches, pauses, positions. */
final class Worker implements SinkTaskContext, FeedMetrics, DeadLetters {

    private static final int BATCH = 40;

    private final Bank bank;
    private final TaskLoop loop;
    private final Map<TopicPartition, Long> positions =
            new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    private final Map<TopicPartition, Long> requested = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    final List<Hold> holds = new ArrayList<>();
    int rewinds;
    final List<String> violated = new ArrayList<>();
    long mostHeldBytes;
    Standing standing = new Standing(-1, -1, -1, false);
    private long oldestUncommittedMs = -1;
    final List<SinkRecord> reported = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    /** What the dead-letter queue answers. */
    CompletableFuture<Void> deadLetters = CompletableFuture.completedFuture(null);
    /** Records of these offsets are dropped before the task, as a transform would. */
    final Set<Long> droppedByTransform = new HashSet<>();

    Worker(Bank bank, TableAccess tables, Map<String, HoldAnswer> answers, Mode mode) {
        this(bank, tables, answers, mode, new ParquetSliceWriterFactory(8), Clock.systemUTC(), flat());
    }

    private static RecordProcessor flat(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>(
                Map.of("mapping.topics", "t.customers:bank.customers,t.accounts:bank.accounts", "row.images", "flat"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return TableRecordProcessor.open(RecordConfig.of(properties));
    }

    /** With quality rules. */
    static Worker ruled(Bank bank, Map<String, HoldAnswer> answers, String... keysAndValues) {
        return ruled(bank, bank.worker(), answers, keysAndValues);
    }

    /** With quality rules, on one of several workers. */
    static Worker ruled(Bank bank, TableAccess tables, Map<String, HoldAnswer> answers, String... keysAndValues) {
        return new Worker(
                bank,
                tables,
                answers,
                Mode.DEAD_LETTERS,
                new ParquetSliceWriterFactory(8),
                Clock.systemUTC(),
                flat(keysAndValues));
    }

    private Worker(
            Bank bank,
            TableAccess tables,
            Map<String, HoldAnswer> answers,
            Mode mode,
            SliceWriterFactory writers,
            Clock clock,
            RecordProcessor processor) {
        this.bank = bank;
        FeedSettings settings = new FeedSettings(
                Duration.ofMillis(50),
                Duration.ofMillis(400),
                Duration.ofMillis(100),
                10,
                1 << 20,
                3,
                table -> true,
                IndexPolicy.DEFAULT,
                bank.memoryBytes,
                0,
                answers);
        this.loop = new FeedTask(
                        FeedTask.instance("bank", "0"),
                        Bank.KEYS,
                        settings,
                        processor,
                        writers,
                        tables,
                        bank.log(),
                        mode == Mode.DEAD_LETTERS ? this : null,
                        this,
                        clock)
                .loop(this);
    }

    enum Mode {
        FAIL_CLOSED,
        DEAD_LETTERS
    }

    static Worker of(Bank bank) {
        return new Worker(bank, bank.worker(), Map.of(), Mode.FAIL_CLOSED);
    }

    static Worker answering(Bank bank, String holdId, HoldAnswer answer) {
        return new Worker(bank, bank.worker(), Map.of(holdId, answer), Mode.FAIL_CLOSED);
    }

    static Worker writing(Bank bank, SliceWriterFactory writers, Clock clock) {
        return new Worker(bank, bank.worker(), Map.of(), Mode.FAIL_CLOSED, writers, clock, flat());
    }

    /** One of several tasks on a worker. */
    static Worker upserting(Bank bank, TableAccess tables, Map<String, HoldAnswer> answers) {
        return new Worker(
                bank,
                tables,
                answers,
                Mode.FAIL_CLOSED,
                new ParquetSliceWriterFactory(2),
                Clock.systemUTC(),
                new Changes.Processor());
    }

    void assign(TopicPartition... partitions) {
        // The group's committed offset may be anything; the task must not care.
        Arrays.asList(partitions).forEach(p -> positions.put(p, bank.starts.getOrDefault(p, 0L)));
        loop.open(Arrays.asList(partitions));
    }

    /** As a group that has committed this, or was deleted, hands them over. */
    void assignAt(long position, TopicPartition... partitions) {
        Arrays.asList(partitions).forEach(p -> positions.put(p, position));
        loop.open(Arrays.asList(partitions));
    }

    void revoke(TopicPartition... partitions) {
        loop.close(Arrays.asList(partitions));
        Arrays.asList(partitions).forEach(p -> {
            positions.remove(p);
            requested.remove(p);
            paused.remove(p);
        });
    }

    /** One round of WorkerSinkTask. */
    void poll() {
        positions.putAll(requested);
        requested.clear();
        List<SinkRecord> batch = new ArrayList<>();
        for (TopicPartition partition : positions.keySet()) {
            if (!paused.contains(partition)) {
                fetch(partition, batch);
            }
        }
        loop.put(batch);
    }

    /** Polls until something holds; fails after five minutes. */
    void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(5)).until(() -> {
            poll();
            return condition.call();
        });
    }

    private void fetch(TopicPartition partition, List<SinkRecord> batch) {
        TreeMap<Long, SinkRecord> log = bank.logs.getOrDefault(partition, new TreeMap<>());
        long from = positions.getOrDefault(partition, 0L);
        boolean outOfRange =
                from < bank.starts.getOrDefault(partition, 0L) || from > bank.ends.getOrDefault(partition, 0L);
        for (Map.Entry<Long, SinkRecord> entry :
                log.tailMap(outOfRange ? 0L : from).entrySet()) {
            if (batch.size() >= BATCH) {
                return;
            }
            if (!droppedByTransform.contains(entry.getKey())) {
                batch.add(entry.getValue());
            }
            positions.put(partition, entry.getKey() + 1);
        }
        // Markers, too, are read over.
        positions.put(partition, bank.ends.getOrDefault(partition, 0L));
    }

    Map<TopicPartition, OffsetAndMetadata> commitOffsets() {
        Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
        positions.forEach((partition, position) -> current.put(partition, new OffsetAndMetadata(position)));
        return loop.preCommit(current);
    }

    boolean isPaused(TopicPartition partition) {
        return paused.contains(partition);
    }

    /** Whether no row is on its way, as far as the task knows. */
    boolean idle() {
        return oldestUncommittedMs < 0;
    }

    void stop() {
        loop.stop();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        requested.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        requested.put(partition, offset);
    }

    @Override
    public void timeout(long ms) {}

    @Override
    public Set<TopicPartition> assignment() {
        return positions.keySet();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(Arrays.asList(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        Arrays.asList(partitions).forEach(paused::remove);
    }

    @Override
    public void requestCommit() {}

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("not on Connect 3.9");
    }

    @Override
    public Future<Void> report(SinkRecord original, String reason) {
        reported.add(original);
        reasons.add(reason);
        return deadLetters;
    }

    @Override
    public void rows(long count) {}

    @Override
    public void deleted() {}

    @Override
    public void filtered() {}

    @Override
    public void quarantined() {}

    @Override
    public void dropped() {}

    @Override
    public void violated(Collection<String> rules) {
        violated.addAll(rules);
    }

    @Override
    public void held(Hold hold) {
        holds.add(hold);
    }

    @Override
    public void heldBytes(long bytes) {
        mostHeldBytes = Math.max(mostHeldBytes, bytes);
    }

    @Override
    public void standing(TableIdentifier table, Standing now) {
        standing = now;
    }

    @Override
    public void rewound(TableIdentifier table) {
        rewinds++;
    }

    @Override
    public void oldestUncommittedMs(long eventTimeMs) {
        oldestUncommittedMs = eventTimeMs;
    }
}

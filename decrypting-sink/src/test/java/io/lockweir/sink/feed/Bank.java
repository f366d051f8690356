package io.lockweir.sink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.commit.CatalogFailure;
import io.lockweir.sink.commit.CommitObserver;
import io.lockweir.sink.commit.CommitPolicy;
import io.lockweir.sink.commit.Faults;
import io.lockweir.sink.commit.FaultyOps;
import io.lockweir.sink.commit.Publishing;
import io.lockweir.sink.commit.SnapshotLedger;
import io.lockweir.sink.commit.TableCommitter;
import io.lockweir.sink.commit.TableView;
import io.lockweir.sink.facts.Writer;
import io.lockweir.sink.governance.Governance;
import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.source.Probed;
import io.lockweir.sink.source.SourceLog;
import io.lockweir.sink.start.LogBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Topics, a real catalog in memory with tables, and what can go wrong with them. */
final class Bank implements AutoCloseable {

    static final TableIdentifier CUSTOMERS = TableIdentifier.of("bank", "customers");
    static final TableIdentifier ACCOUNTS = TableIdentifier.of("bank", "accounts");
    static final ProgressKeys KEYS = new ProgressKeys("s1");

    private static final org.apache.kafka.connect.data.Schema ROW = SchemaBuilder.struct()
            .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .build();
    private static final Schema TABLE = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

    final InMemoryCatalog catalog = new InMemoryCatalog();
    final Map<TopicPartition, TreeMap<Long, SinkRecord>> logs = new HashMap<>();
    final Map<TopicPartition, Long> ends = new HashMap<>();
    final Map<TopicPartition, Long> starts = new HashMap<>();
    final Map<String, SourceIdentity> identities = new HashMap<>();
    /** Three, if nothing is said. */
    final Map<String, Integer> partitionCounts = new HashMap<>();

    /** What a probe finds, which begins to look once this is not empty: offset behind the last record, and the end. */
    final Map<TopicPartition, Ends> probed = new ConcurrentHashMap<>();

    final Map<TableIdentifier, Faults> faults = new ConcurrentHashMap<>();
    private final List<ScheduledExecutorService> executors = new ArrayList<>();
    /** What the catalog says to a load, by table. */
    final Map<TableIdentifier, RuntimeException> refused = new ConcurrentHashMap<>();

    volatile Governance governance = Governance.NONE;
    volatile boolean catalogDown;
    long memoryBytes = 1 << 28;
    private long nextId;

    Bank() {
        catalog.initialize("bank", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        create(CUSTOMERS);
        create(ACCOUNTS);
    }

    void create(TableIdentifier id) {
        catalog.createTable(id, TABLE, PartitionSpec.unpartitioned(), Map.of("format-version", "2"));
    }

    /** Appends rows with ids never used before. */
    void produce(TopicPartition partition, int count) {
        for (int i = 0; i < count; i++) {
            long offset = ends.getOrDefault(partition, 0L);
            Struct value = new Struct(ROW).put("id", nextId++);
            add(partition, offset, ROW, value);
        }
    }

    /** Something that reaches the task and cannot become a row. */
    void produceBad(TopicPartition partition) {
        org.apache.kafka.connect.data.Schema text = SchemaBuilder.struct()
                .field("id", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
                .build();
        add(partition, ends.getOrDefault(partition, 0L), text, new Struct(text).put("id", "no number"));
    }

    /** A record whose own defect is a null in a required column. */
    void produceNull(TopicPartition partition) {
        org.apache.kafka.connect.data.Schema optional = SchemaBuilder.struct()
                .field("id", org.apache.kafka.connect.data.Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        add(partition, ends.getOrDefault(partition, 0L), optional, new Struct(optional));
    }

    private void add(TopicPartition partition, long offset, org.apache.kafka.connect.data.Schema schema, Struct value) {
        add(partition, offset, null, schema, value);
    }

    /** What a processor for the purpose understands. */
    void produce(TopicPartition partition, Object key, @Nullable Object value) {
        add(partition, ends.getOrDefault(partition, 0L), key, null, value);
    }

    private void add(
            TopicPartition partition,
            long offset,
            @Nullable Object key,
            org.apache.kafka.connect.data.@Nullable Schema schema,
            @Nullable Object value) {
        identities.putIfAbsent(partition.topic(), new SourceIdentity("cluster", "id-of-" + partition.topic()));
        SinkRecord consumed = new SinkRecord(
                partition.topic(),
                partition.partition(),
                null,
                key,
                schema,
                value,
                offset,
                1_000L + offset,
                TimestampType.CREATE_TIME);
        logs.computeIfAbsent(partition, p -> new TreeMap<>()).put(offset, consumed);
        ends.put(partition, offset + 1);
        starts.putIfAbsent(partition, 0L);
    }

    SinkRecord consumed(TopicPartition partition, long offset) {
        return Objects.requireNonNull(
                Objects.requireNonNull(logs.get(partition)).get(offset));
    }

    /** A transaction marker: an offset without a record. */
    void marker(TopicPartition partition) {
        ends.merge(partition, 1L, Long::sum);
    }

    /** Retention. */
    void deleteBelow(TopicPartition partition, long offset) {
        starts.put(partition, offset);
        logs.getOrDefault(partition, new TreeMap<>()).headMap(offset).clear();
    }

    /** The topic is made anew, empty. */
    void recreate(TopicPartition partition, String topicId) {
        logs.remove(partition);
        ends.put(partition, 0L);
        starts.put(partition, 0L);
        identities.put(partition.topic(), new SourceIdentity("cluster", topicId));
    }

    Table table(TableIdentifier id) {
        return catalog.loadTable(id);
    }

    TableView view(TableIdentifier id) {
        return new TableView(KEYS, ((HasTableOperations) table(id)).operations().current());
    }

    /** Counts by name that the summaries of all snapshots have under a key, summed up. */
    Map<String, Long> counted(String key) {
        Map<String, Long> counts = new TreeMap<>();
        table(CUSTOMERS).snapshots().forEach(snapshot -> {
            String text = snapshot.summary().get(key);
            if (text != null) {
                Arrays.stream(text.split(",", -1))
                        .map(each -> each.split("=", -1))
                        .forEach(each -> counts.merge(each[0], Long.parseLong(each[1]), Long::sum));
            }
        });
        return counts;
    }

    /** The first snapshot of the table's history. */
    long rootOf(TableIdentifier id) {
        Snapshot snapshot = table(id).currentSnapshot();
        while (snapshot.parentId() != null) {
            snapshot = table(id).snapshot(snapshot.parentId());
        }
        return snapshot.snapshotId();
    }

    long committed(TableIdentifier id, TopicPartition partition) {
        return view(id).progress().to(partition);
    }

    /** Ids in the table as a reader sees them, sorted, doubles kept. */
    List<Long> ids(TableIdentifier id) {
        return ids(IcebergGenerics.read(table(id)));
    }

    /** Ids of customers in a branch. */
    List<Long> idsIn(String branch) {
        Table customers = table(CUSTOMERS);
        return ids(IcebergGenerics.read(customers)
                .useSnapshot(Objects.requireNonNull(customers.snapshot(branch)).snapshotId()));
    }

    private static List<Long> ids(IcebergGenerics.ScanBuilder scan) {
        try (CloseableIterable<Record> rows = scan.build()) {
            List<Long> ids = new ArrayList<>();
            rows.forEach(row -> ids.add((Long) row.getField("id")));
            ids.sort(null);
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids in the log now, sorted. */
    List<Long> produced(String topic) {
        return logs.entrySet().stream()
                .filter(e -> e.getKey().topic().equals(topic))
                .flatMap(e -> e.getValue().values().stream())
                .map(record -> ((Struct) record.value()).get("id"))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .sorted()
                .collect(Collectors.toList());
    }

    /** Faults for the commits of a table, by whichever worker sends next. */
    Faults faults(TableIdentifier id) {
        return faults.computeIfAbsent(id, key -> new Faults());
    }

    SourceLog log() {
        return new Log();
    }

    /** Tables as one worker JVM has them. */
    TableAccess worker() {
        return worker(Optional.empty());
    }

    /** One that commits to a branch first. */
    TableAccess auditing(Map<String, HoldAnswer> answers) {
        return worker(Optional.of(new Publishing("audit", answers)));
    }

    private TableAccess worker(Optional<Publishing> publishing) {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(3);
        executors.add(executor);
        return new Tables(executor, publishing);
    }

    @Override
    public void close() {
        executors.forEach(ScheduledExecutorService::shutdownNow);
        // A commit under way must not meet what comes after the kill.
        for (ScheduledExecutorService executor : executors) {
            try {
                assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    record Ends(long behindRecords, long end) {}

    private final class Log implements SourceLog {
        @Override
        public Map<TopicPartition, Probed> probe(Map<TopicPartition, Long> positions) {
            Map<TopicPartition, Probed> found = new HashMap<>();
            positions.forEach((partition, position) -> {
                Ends ends = probed.get(partition);
                if (ends != null) {
                    found.put(partition, new Probed(0, ends.end(), position >= ends.behindRecords()));
                }
            });
            return found;
        }

        @Override
        public Map<TopicPartition, LogBounds> bounds(Collection<TopicPartition> partitions) {
            return partitions.stream()
                    .collect(Collectors.toMap(
                            p -> p, p -> new LogBounds(starts.getOrDefault(p, 0L), ends.getOrDefault(p, 0L))));
        }

        @Override
        public Map<String, SourceIdentity> identities(Set<String> topics) {
            return topics.stream()
                    .collect(Collectors.toMap(
                            t -> t, t -> identities.getOrDefault(t, new SourceIdentity("cluster", "id-of-" + t))));
        }

        @Override
        public Map<String, Integer> partitionCounts(Set<String> topics) {
            return topics.stream().collect(Collectors.toMap(t -> t, t -> partitionCounts.getOrDefault(t, 3)));
        }

        @Override
        public Set<String> topics() {
            return identities.keySet();
        }

        @Override
        public void close() {}
    }

    private final class Tables implements TableAccess, CommitObserver {
        private final ScheduledExecutorService executor;
        private final Optional<Publishing> publishing;
        private final Map<TableIdentifier, TableCommitter> committers = new ConcurrentHashMap<>();

        Tables(ScheduledExecutorService executor, Optional<Publishing> publishing) {
            this.executor = executor;
            this.publishing = publishing;
        }

        @Override
        public Table load(TableIdentifier table) {
            if (catalogDown) {
                throw new ServiceFailureException("503");
            }
            RuntimeException refusal = refused.get(table);
            if (refusal != null) {
                throw refusal;
            }
            return table(table);
        }

        @Override
        public TableCommitter committer(TableIdentifier table) {
            return committers.computeIfAbsent(table, this::begun);
        }

        private TableCommitter begun(TableIdentifier id) {
            TableCommitter committer = new TableCommitter(
                    id,
                    KEYS,
                    new Writer("bank", KEYS.sinkId(), "test", "-"),
                    () -> new BaseTable(
                            new FaultyOps(((HasTableOperations) load(id)).operations(), faults(id)), id.toString()),
                    governance(),
                    executor,
                    new CommitPolicy(
                            Duration.ofMillis(5),
                            Duration.ofMillis(5),
                            Duration.ofMillis(50),
                            3,
                            Duration.ofMinutes(30)),
                    this,
                    publishing,
                    SnapshotLedger.NONE);
            committer.begin();
            return committer;
        }

        @Override
        public Optional<String> branch() {
            return publishing.map(Publishing::branch);
        }

        @Override
        public Governance governance() {
            return (id, metadata) -> governance.drift(id, metadata);
        }

        @Override
        public ScheduledExecutorService lookups() {
            return executor;
        }

        @Override
        public void committed(TableIdentifier table, int slices, long rows) {}

        @Override
        public void failed(TableIdentifier table, CatalogFailure failure) {}

        @Override
        public void discarded(TableIdentifier table) {}
    }
}

package io.lockweir.sink;

import io.lockweir.sink.commit.CatalogFailure;
import io.lockweir.sink.commit.CommitObserver;
import io.lockweir.sink.feed.FeedMetrics;
import io.lockweir.sink.feed.Standing;
import io.lockweir.sink.hold.Hold;
import io.lockweir.sink.ledger.LedgerObserver;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts for all tasks of a connector on this worker. */
final class SinkMetrics implements SinkMetricsMXBean, CommitObserver, LedgerObserver {

    private static final Logger LOG = LoggerFactory.getLogger(SinkMetrics.class);
    private static final Map<String, SinkMetrics> SHARED = new HashMap<>();

    private final String connector;
    private final Clock clock = Clock.systemUTC();
    private final LongAdder rows = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder quarantined = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder committedRows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder rewinds = new LongAdder();
    private final LongAdder ledgerEntries = new LongAdder();
    private final LongAdder ledgerFailures = new LongAdder();
    private final Map<String, LongAdder> violations = new ConcurrentHashMap<>();
    private final Map<String, Map<String, HoldInForce>> holdsByTask = new ConcurrentHashMap<>();
    private final TablesMetrics tables;
    private final Map<String, Long> oldestByTask = new ConcurrentHashMap<>();
    private final Map<String, Long> heldByTask = new ConcurrentHashMap<>();
    private int users;

    private SinkMetrics(String connector) {
        this.connector = connector;
        this.tables = new TablesMetrics(connector, clock);
    }

    /** The shared ones of a connector; to be given back by {@link #release}. */
    static SinkMetrics acquire(String connector) {
        synchronized (SHARED) {
            SinkMetrics metrics = SHARED.get(connector);
            if (metrics == null) {
                metrics = new SinkMetrics(connector);
                SHARED.put(connector, metrics);
                metrics.register();
            }
            metrics.users++;
            return metrics;
        }
    }

    void release() {
        synchronized (SHARED) {
            users--;
            if (users == 0) {
                SHARED.remove(connector);
                unregister();
                tables.close();
            }
        }
    }

    private ObjectName name() throws JMException {
        return new ObjectName("io.lockweir:type=iceberg-sink,connector=" + ObjectName.quote(connector));
    }

    private void register() {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, name());
        } catch (JMException e) {
            LOG.warn("Metrics of {} are not visible by JMX: {}", connector, e.toString());
        }
    }

    private void unregister() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
        } catch (JMException e) {
            LOG.debug("Metrics of {} were not registered", connector);
        }
    }

    /** What one task's feeds tell. */
    FeedMetrics ofTask(String task) {
        return new TaskMetrics(task);
    }

    /** A task ended: its HOLDs and its lag are no longer in force. */
    void forget(String task) {
        holdsByTask.remove(task);
        oldestByTask.remove(task);
        heldByTask.remove(task);
        tables.forget(task);
    }

    @Override
    public void committed(TableIdentifier table, int slices, long count) {
        commits.increment();
        committedRows.add(count);
    }

    @Override
    public void landed(TableIdentifier table, Snapshot snapshot) {
        bytes.add(tables.of(table).landed(snapshot));
    }

    @Override
    public void failed(TableIdentifier table, CatalogFailure failure) {
        failures.increment();
        tables.of(table).failed();
    }

    @Override
    public void discarded(TableIdentifier table) {
        conflicts.increment();
        tables.of(table).discarded();
    }

    @Override
    public void published() {
        ledgerEntries.increment();
    }

    @Override
    public void unpublished() {
        ledgerFailures.increment();
    }

    @Override
    public long getLedgerEntries() {
        return ledgerEntries.sum();
    }

    @Override
    public long getLedgerFailures() {
        return ledgerFailures.sum();
    }

    @Override
    public long getRows() {
        return rows.sum();
    }

    @Override
    public long getDeleted() {
        return deleted.sum();
    }

    @Override
    public long getFiltered() {
        return filtered.sum();
    }

    @Override
    public long getQuarantined() {
        return quarantined.sum();
    }

    @Override
    public long getDropped() {
        return dropped.sum();
    }

    @Override
    public long getCommits() {
        return commits.sum();
    }

    @Override
    public long getCommittedRows() {
        return committedRows.sum();
    }

    @Override
    public long getCommittedBytes() {
        return bytes.sum();
    }

    @Override
    public long getLagRecords() {
        return tables.lagRecords();
    }

    @Override
    public long getRetentionAlarms() {
        return tables.alarms();
    }

    @Override
    public long getConflicts() {
        return conflicts.sum();
    }

    @Override
    public long getCommitFailures() {
        return failures.sum();
    }

    @Override
    public long getRewinds() {
        return rewinds.sum();
    }

    @Override
    public Map<String, Long> getViolations() {
        Map<String, Long> counts = new TreeMap<>();
        violations.forEach((rule, count) -> counts.put(rule, count.sum()));
        return counts;
    }

    @Override
    public List<String> getHolds() {
        return holdsByTask.values().stream()
                .flatMap(holds -> holds.values().stream())
                .map(HoldInForce::message)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<HoldInForce> getHoldsInForce() {
        Map<String, HoldInForce> earliest = new TreeMap<>();
        holdsByTask
                .values()
                .forEach(holds -> holds.forEach((id, hold) ->
                        earliest.merge(id, hold, (a, b) -> a.getSince().compareTo(b.getSince()) <= 0 ? a : b)));
        return List.copyOf(earliest.values());
    }

    @Override
    public int getHoldCount() {
        return getHolds().size();
    }

    @Override
    public long getFreshnessLagMs() {
        long oldest = oldestByTask.values().stream()
                .filter(ms -> ms >= 0)
                .mapToLong(Long::longValue)
                .min()
                .orElse(-1);
        return oldest < 0 ? 0 : Math.max(0, clock.millis() - oldest);
    }

    @Override
    public long getHeldBytes() {
        return heldByTask.values().stream().mapToLong(Long::longValue).sum();
    }

    private final class TaskMetrics implements FeedMetrics {
        private final String task;

        TaskMetrics(String task) {
            this.task = task;
        }

        @Override
        public void rows(long count) {
            rows.add(count);
        }

        @Override
        public void deleted() {
            deleted.increment();
        }

        @Override
        public void filtered() {
            filtered.increment();
        }

        @Override
        public void quarantined() {
            quarantined.increment();
        }

        @Override
        public void dropped() {
            dropped.increment();
        }

        @Override
        public void violated(Collection<String> rules) {
            rules.forEach(rule ->
                    violations.computeIfAbsent(rule, key -> new LongAdder()).increment());
        }

        @Override
        public void held(Hold hold) {
            holdsByTask
                    .computeIfAbsent(task, key -> new ConcurrentHashMap<>())
                    .putIfAbsent(hold.id(), new HoldInForce(hold, clock.instant()));
            tables.of(hold.table()).held(task, hold);
        }

        @Override
        public void standing(TableIdentifier table, Standing standing) {
            tables.of(table).standing(task, standing);
        }

        @Override
        public void left(TableIdentifier table) {
            tables.of(table).left(task);
        }

        @Override
        public void rewound(TableIdentifier table) {
            rewinds.increment();
        }

        @Override
        public void oldestUncommittedMs(long eventTimeMs) {
            oldestByTask.put(task, eventTimeMs);
        }

        @Override
        public void heldBytes(long bytes) {
            heldByTask.put(task, bytes);
        }
    }
}

package io.lockweir.sink;

import io.lockweir.sink.feed.Standing;
import io.lockweir.sink.hold.Hold;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;

/** Counts and the standing of one table, for all tasks of a connector on this worker. */
final class TableMetrics implements TableMetricsMXBean {
    private static final long UNKNOWN = -1;

    private record Held(Hold hold, long sinceMs) {}

    private final Clock clock;
    private final LongAdder commits = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final Map<String, Held> holds = new ConcurrentHashMap<>();

    TableMetrics(Clock clock) {
        this.clock = clock;
    }

    /** Returns the size of its files. */
    long landed(Snapshot snapshot) {
        long size = number(snapshot, SnapshotSummary.ADDED_FILE_SIZE_PROP);
        commits.increment();
        rows.add(number(snapshot, "lockweir.written"));
        bytes.add(size);
        return size;
    }

    private static long number(Snapshot snapshot, String fact) {
        return Long.parseLong(snapshot.summary().getOrDefault(fact, "0"));
    }

    void failed() {
        failures.increment();
    }

    void discarded() {
        conflicts.increment();
    }

    void held(String task, Hold hold) {
        holds.putIfAbsent(task, new Held(hold, clock.millis()));
        standings.remove(task);
    }

    void standing(String task, Standing standing) {
        standings.put(task, standing);
    }

    /** A task feeds the table no longer; a HOLD of it stays until the task ends. */
    void left(String task) {
        standings.remove(task);
    }

    /** A task ended. */
    void forget(String task) {
        standings.remove(task);
        holds.remove(task);
    }

    private Optional<Held> hold() {
        return holds.values().stream().min(Comparator.comparingLong(Held::sinceMs));
    }

    /** The least of all tasks, as soon as one of them does not know it: unknown. */
    private long least(ToLongFunction<Standing> of) {
        return standings.values().stream().mapToLong(of).min().orElse(UNKNOWN);
    }

    @Override
    public long getCommits() {
        return commits.sum();
    }

    @Override
    public long getCommittedRows() {
        return rows.sum();
    }

    @Override
    public long getCommittedBytes() {
        return bytes.sum();
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
    public long getValidThroughMs() {
        return least(Standing::validThroughMs);
    }

    @Override
    public long getLagMs() {
        long through = getValidThroughMs();
        return through < 0 ? UNKNOWN : Math.max(0, clock.millis() - through);
    }

    @Override
    public long getLagRecords() {
        return least(Standing::lagRecords) < 0
                ? UNKNOWN
                : standings.values().stream().mapToLong(Standing::lagRecords).sum();
    }

    @Override
    public long getOffsetsAboveLogStart() {
        return least(Standing::aboveStart);
    }

    @Override
    public int getRetentionAlarm() {
        return standings.values().stream().anyMatch(Standing::alarm) ? 1 : 0;
    }

    @Override
    public int getHeld() {
        return holds.isEmpty() ? 0 : 1;
    }

    @Override
    public String getHoldId() {
        return hold().map(held -> held.hold().id()).orElse("");
    }

    @Override
    public String getHoldReason() {
        return hold().map(held -> held.hold().reason().code()).orElse("");
    }

    @Override
    public long getHoldSinceMs() {
        return hold().map(Held::sinceMs).orElse(0L);
    }
}

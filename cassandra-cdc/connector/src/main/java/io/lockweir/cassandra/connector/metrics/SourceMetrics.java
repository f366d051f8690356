package io.lockweir.cassandra.connector.metrics;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts of one task; a connector has one. A HOLD stays visible when Connect stops the task for it, until {@link #register} of the
 * next one or {@link #forget}. Thread safe.
 */
public final class SourceMetrics implements SourceMetricsMXBean {
    private static final Logger LOGGER = LoggerFactory.getLogger(SourceMetrics.class);

    private final String connector;
    private final Clock clock;
    private final LongAdder mutations = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder late = new LongAdder();
    private volatile LogStanding standing = LogStanding.UNKNOWN;
    private volatile long stateRows = -1;
    private volatile long stateBytes = -1;
    private volatile long checkpointMs = -1;
    private volatile int snapshotTablesLeft = -1;
    private final LongAdder snapshotRows = new LongAdder();
    private volatile String holdReason = "";
    private volatile long holdSinceMs = -1;

    public SourceMetrics(String connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** Makes them visible, in the place of those of the task before. */
    public SourceMetrics register() {
        forget(connector);
        try {
            server().registerMBean(this, name(connector));
        } catch (JMException e) {
            LOGGER.warn("Metrics of {} are not visible by JMX: {}", connector, e.toString());
        }
        return this;
    }

    /** The task ends: they go, unless they show a HOLD. */
    public void close() {
        if (holdReason.isEmpty()) {
            forget(connector);
        }
    }

    /** The connector ends: nothing of it stays. */
    public static void forget(String connector) {
        try {
            server().unregisterMBean(name(connector));
        } catch (InstanceNotFoundException e) {
            LOGGER.trace("{} has no metrics", connector);
        } catch (JMException e) {
            LOGGER.warn("Metrics of {} stay visible by JMX: {}", connector, e.toString());
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static ObjectName name(String connector) throws JMException {
        return new ObjectName("io.lockweir:type=cassandra-source,connector=" + ObjectName.quote(connector));
    }

    /** A mutation was decoded. */
    public void mutation() {
        mutations.increment();
    }

    /** So many records go to Connect. */
    public void records(int count) {
        records.add(count);
    }

    /** The operator has a mutation left out. */
    public void skipped() {
        skipped.increment();
    }

    /** So many rows were read since only the node could tell what they are. */
    public void late(int count) {
        late.add(count);
    }

    /** So many rows are told since they were read from the node; -1 tables where nothing is read. */
    public void snapshot(int tablesLeft, int rows) {
        snapshotTablesLeft = tablesLeft;
        snapshotRows.add(rows);
    }

    public void standing(LogStanding now) {
        standing = now;
    }

    /** How large the state of {@code images=full} is. */
    public void state(long rows, long bytes) {
        stateRows = rows;
        stateBytes = bytes;
    }

    /** The state is safe as of now. */
    public void checkpoint() {
        checkpointMs = clock.millis();
    }

    /**
     * The task stops with a HOLD.
     *
     * @param reason its name, never its message
     */
    public void held(String reason) {
        holdReason = reason;
        holdSinceMs = clock.millis();
    }

    @Override
    public long getMutations() {
        return mutations.sum();
    }

    @Override
    public long getRecords() {
        return records.sum();
    }

    @Override
    public long getSkipped() {
        return skipped.sum();
    }

    @Override
    public long getDropped() {
        return 0;
    }

    @Override
    public long getLate() {
        return late.sum();
    }

    @Override
    public long getLagBytes() {
        return standing.lagBytes();
    }

    @Override
    public long getLagMs() {
        return standing.lagMs();
    }

    @Override
    public int getSegments() {
        return standing.segments();
    }

    @Override
    public long getSpoolBytes() {
        return standing.spoolBytes();
    }

    @Override
    public long getStateRows() {
        return stateRows;
    }

    @Override
    public long getStateBytes() {
        return stateBytes;
    }

    @Override
    public long getCheckpointAgeMs() {
        long at = checkpointMs;
        return at < 0 ? -1 : Math.max(0, clock.millis() - at);
    }

    @Override
    public int getSnapshotTablesLeft() {
        return snapshotTablesLeft;
    }

    @Override
    public long getSnapshotRows() {
        return snapshotRows.sum();
    }

    @Override
    public int getHeld() {
        return holdReason.isEmpty() ? 0 : 1;
    }

    @Override
    public String getHoldReason() {
        return holdReason;
    }

    @Override
    public long getHoldSinceMs() {
        return holdSinceMs;
    }
}

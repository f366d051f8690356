package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.connector.snapshot.RowSource.Page;
import io.lockweir.cassandra.connector.snapshot.RowSource.Scan;
import io.lockweir.cassandra.connector.snapshot.RowSource.StaleSchemaException;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.RowChange;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.RowState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tables as they are beside the log. The tables are read in the order of the ring, page by page. The log is merged for rows up to where the
 * reading is, and left out for those behind, whose query comes after. Whoever merges the log hands each update to {@link #admit} first, each
 * change to {@link #told}, and takes what {@link #settle} says before it does anything else; {@link #read} it calls when the log has nothing new.
 *
 * <p>What a query cannot show (docs/cassandra-merge.md) leaves rows in doubt, which are read once more. Reading has another result at each
 * time. So what was read must be kept for good before it is told: keep rows and {@link #progress} before the changes of {@link #read} and {@link
 * #settle} go out. Doubts that come up while the log is merged again after a restart are settled at its end; nothing is kept while there are any.
 *
 * <p>Not thread safe.
 */
public final class Snapshot {
    private static final Logger LOGGER = LoggerFactory.getLogger(Snapshot.class);
    /** Far above the time between a node's write to its log, of which its marker tells later, and to its memory. */
    private static final Duration MEMORY_DELAY = Duration.ofMillis(200);

    /** So long the log may take to tell of a change of schema that a query met. */
    private static final Duration SCHEMA_PATIENCE = Duration.ofMinutes(10);

    private static final TableFence COMPLETE = TableFence.complete();
    private static final Slice BEHIND_ALL_ROWS = Slice.of(new byte[] {(byte) 0xFF});

    private final Merge merge;
    private final RowSource rows;
    private final ElementTimes times;
    private final int pageRows;
    private final Clock clock;
    private final Map<TableId, TableFence> fences = new HashMap<>();
    private final Map<TableId, ClusteringOrder> orders = new HashMap<>();
    private final Map<TableId, TableSchema> included = new HashMap<>();
    private final Map<TableId, TableSchema> toRead = new LinkedHashMap<>();
    private final Doubts doubts = new Doubts();
    private long doubtedAt;
    private final LeftOut leftOut;
    private @Nullable TableSchema scanned;
    private @Nullable Scan scan;
    private long staleSince = Long.MAX_VALUE;

    /**
     * A snapshot of no table yet.
     *
     * @param pageRows rows of one query, and so the most changes of one {@link #read}, about
     */
    public Snapshot(Merge merge, RowSource rows, ElementTimes times, int pageRows, Clock clock) {
        this.merge = merge;
        this.rows = rows;
        this.times = times;
        this.pageRows = pageRows;
        this.clock = clock;
        this.leftOut = new LeftOut(micros());
    }

    /** Goes on where {@link #progress} was taken, with the rows that were kept then. */
    public void restore(byte[] progress) {
        if (progress.length > 0) {
            fences.putAll(SnapshotProgress.of(progress).tables());
        }
    }

    /** Reads no table any more: rows that were not read are told as the log writes to them. */
    public void abandon() {
        fences.replaceAll((table, fence) -> fence.isWhole() ? fence : TableFence.complete());
        toRead.clear();
    }

    /** How far each table was read, empty if none is known; as secret as its keys. */
    public byte[] progress() {
        return fences.isEmpty() ? new byte[0] : new SnapshotProgress(fences).toBytes();
    }

    /** Whether {@link #include} or {@link #complete} was told of a table, now or before a restart. */
    public boolean knows(TableId table) {
        return fences.containsKey(table);
    }

    /** Whether of a table that is known nothing is left to read. */
    public boolean isWhole(TableId table) {
        return fence(table).isWhole();
    }

    /** A table that is to be read if that was not done yet; again with another schema after each change of it. */
    public void include(TableSchema table) {
        included.put(table.id(), table);
        fences.computeIfAbsent(table.id(), any -> TableFence.unread());
        if (!fence(table.id()).isWhole()) {
            toRead.put(table.id(), table);
        }
        orders.put(table.id(), ClusteringOrder.of(table));
    }

    /** A table of which the log holds everything: it was made, or truncated, there. */
    public void complete(TableId table) {
        fences.put(table, TableFence.complete());
        toRead.remove(table);
        endScan(table);
    }

    /** The next one begins anew. */
    private void endScan(TableId table) {
        if (scanned != null && scanned.id().equals(table)) {
            scanned = null;
            scan = null;
        }
    }

    /** Tables of which something is known. */
    public Set<TableId> tables() {
        return Set.copyOf(fences.keySet());
    }

    /** A table that is not captured any more. If it is {@link #include included} again, it is read as a new one. */
    public void forget(TableId table) {
        fences.remove(table);
        orders.remove(table);
        included.remove(table);
        toRead.remove(table);
        doubts.removeAll(table);
        endScan(table);
    }

    private TableFence fence(TableId table) {
        return fences.getOrDefault(table, COMPLETE);
    }

    private long micros() {
        return clock.millis() * 1000;
    }

    /**
     * What of a logged update is to be merged now.
     *
     * @return null if nothing is, since the rows are read later
     */
    public @Nullable PartitionUpdate admit(PartitionUpdate update) {
        TableFence fence = fence(update.table().id());
        if (fence.isWhole() && fence.readAt() == Long.MIN_VALUE) {
            return update;
        }
        ClusteringOrder order = order(update.table());
        @Nullable PartitionUpdate covered = CoveredRows.of(update, fence, order);
        if (!Objects.equals(covered, update)) {
            leftOut.add(update, micros());
        }
        return covered == null ? null : known(covered, order, fence::lateBefore);
    }

    private PartitionUpdate known(
            PartitionUpdate update, ClusteringOrder order, ToLongFunction<RingPosition> lateBefore) {
        List<Doubt> found = new ArrayList<>();
        new LateDeletions(merge, order, lateBefore, found).find(update);
        PartitionUpdate rest = new LateWrites(order, lateBefore, found).without(update);
        if (OpaqueLists.has(update.table())) {
            rest = new OpaqueLists(order, merge::row, found).without(rest);
        }
        found.forEach(this::doubt);
        return rest;
    }

    private ClusteringOrder order(TableSchema table) {
        return orders.computeIfAbsent(table.id(), any -> ClusteringOrder.of(table));
    }

    /** Takes note of a change that the log or the clock made. */
    public void told(RowChange change) {
        if (change.after() != null && change.after().isInDoubt()) {
            doubt(new Doubt(
                    change.table(), change.partitionKey(), change.key(), change.clustering(), Doubt.Marker.NONE));
        }
    }

    private void doubt(Doubt doubt) {
        doubts.add(doubt);
        doubtedAt = clock.millis();
    }

    /** Whether what the log told up to now is surely in what a query sees: the node writes its log first. */
    public boolean isSettleable() {
        return clock.millis() - doubtedAt >= MEMORY_DELAY.toMillis();
    }

    /** Rows that must be settled before anything may be kept. */
    public int doubts() {
        return doubts.size();
    }

    /**
     * Reads the rows in doubt: what changes by that. Late, of the log. Where the node cannot be asked its exception comes out of the changes, and the
     * rows stay in doubt.
     */
    public Changes settle() {
        return new Sequence(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return doubts.size() > 0;
            }

            @Override
            public Supplier<Changes> next() {
                return () -> settle(doubts.first());
            }
        });
    }

    private Changes settle(Doubt doubt) {
        RowQuery query = RowQuery.of(doubt.table(), times);
        Optional<FoundRow> found;
        try {
            found = rows.one(query, doubt);
        } catch (StaleSchemaException e) {
            // The node's schema is ahead of the log. What became of the columns the log will tell.
            Optional<TableSchema> now = rows.current(doubt.table().id());
            if (now.isEmpty()) {
                doubts.remove(doubt);
                return () -> null;
            }
            found = rows.one(query.asNamedBy(now.get()), doubt);
        }
        if (!doubt.isStatic()) {
            found = found.filter(FoundRow::hasRow);
        }
        doubts.remove(doubt);
        long now = clock.instant().getEpochSecond();
        @Nullable RowState known = merge.row(doubt.table(), doubt.key(), doubt.row());
        PartitionUpdate shown = Arbitration.update(doubt, found, known, times, now);
        return new Sequence(Stream.concat(Stream.of(shown), Arbitration.ended(doubt, found.isPresent(), now))
                .<Supplier<Changes>>map(update -> () -> merge.apply(update, Origin.LOG))
                .iterator());
    }

    /** Whether there are tables that are not read to the end. */
    public boolean isReading() {
        return !toRead.isEmpty();
    }

    /** Tables that are not read to the end. */
    public int tablesLeft() {
        return toRead.size();
    }

    /** Whether {@link #read} would miss nothing that was left out of the log just now. */
    public boolean isReadable() {
        return leftOut.isComplete(micros());
    }

    /**
     * Reads the next page: what changes by it, none if there is nothing to read or the node's schema is ahead of the log. The log must have been
     * merged as far as it was read.
     */
    public Changes read() {
        Iterator<TableSchema> tables = toRead.values().iterator();
        if (!tables.hasNext()) {
            return () -> null;
        }
        TableSchema table = scanned != null && toRead.containsKey(scanned.id())
                ? Objects.requireNonNull(toRead.get(scanned.id()))
                : tables.next();
        TableFence fence = fence(table.id());
        if (scan == null || !table.equals(scanned)) {
            @Nullable RingPosition from = fence.upTo();
            LOGGER.info(
                    "Reading the rows of {}{}", table.qualifiedName(), from == null ? "" : " from where it stopped");
            scan = rows.scan(RowQuery.of(table, times), from == null ? Long.MIN_VALUE : from.token(), pageRows);
            scanned = table;
        }
        try {
            long at = micros();
            Page page = scan.next();
            staleSince = Long.MAX_VALUE;
            return merged(table, fence, page, at);
        } catch (StaleSchemaException e) {
            scan = null;
            return stale(table, e);
        }
    }

    private Changes stale(TableSchema table, StaleSchemaException failure) {
        if (rows.current(table.id()).isEmpty()) {
            LOGGER.info("{} is gone, and not read", table.qualifiedName());
            complete(table.id());
            return () -> null;
        }
        staleSince = Math.min(staleSince, clock.millis());
        if (clock.millis() - staleSince > SCHEMA_PATIENCE.toMillis()) {
            throw new IllegalStateException(
                    "The rows of " + table.qualifiedName() + " cannot be read as the log describes them", failure);
        }
        return () -> null;
    }

    private Changes merged(TableSchema table, TableFence fence, Page page, long at) {
        @Nullable RingPosition before = fence.upTo();
        ClusteringOrder order = order(table);
        List<Supplier<Changes>> steps = new ArrayList<>();
        @Nullable RingPosition last = before;
        @Nullable Slice partition = null;
        for (FoundRow found : page.rows()) {
            Slice key = found.partitionKey();
            boolean first = partition == null || !key.equals(partition);
            partition = key;
            steps.add(() -> merge.apply(update(order, found, key, first), Origin.SNAPSHOT));
            RingPosition position =
                    RingPosition.of(key, found.hasRow() ? order.key(found.clustering()) : BEHIND_ALL_ROWS);
            last = last == null || position.compareTo(last) > 0 ? position : last;
        }
        if (page.last() || last != null) {
            fence.read(page.last() ? null : last, at);
        }
        if (page.last()) {
            LOGGER.info("All rows of {} are read", table.qualifiedName());
            toRead.remove(table.id());
            scan = null;
        }
        for (PartitionUpdate update : leftOut.since(at)) {
            if (update.table().id().equals(table.id())) {
                steps.add(() -> merge.apply(again(update, fence, order, before, at), Origin.LOG));
            }
        }
        return new Sequence(steps.iterator());
    }

    private PartitionUpdate update(ClusteringOrder order, FoundRow found, Slice key, boolean first) {
        TableSchema table = found.query().table();
        @Nullable
        Row statics = first ? Arbitration.readStatics(found, merge.row(table, key, ClusteringOrder.STATIC)) : null;
        List<Row> row = found.hasRow()
                ? List.of(Arbitration.read(found, merge.row(table, key, order.key(found.clustering()))))
                : List.of();
        return Arbitration.update(found, key, statics, row);
    }

    /** What was left out a moment before the page that has its rows was read. */
    private PartitionUpdate again(
            PartitionUpdate update, TableFence fence, ClusteringOrder order, @Nullable RingPosition before, long at) {
        @Nullable PartitionUpdate covered = CoveredRows.of(update, fence, order);
        if (covered == null) {
            return new PartitionUpdate(update.table(), update.key(), Deletion.NONE, null, List.of());
        }
        long bound = at - LeftOut.KEPT_MICROS + TableFence.SKEW_MICROS;
        return known(covered, order, row -> before != null && row.compareTo(before) <= 0 ? Long.MAX_VALUE : bound);
    }
}

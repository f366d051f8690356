package io.lockweir.cassandra.connector.snapshot;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.connector.segments.DirectorySegmentSource;
import io.lockweir.cassandra.connector.segments.LogFollower;
import io.lockweir.cassandra.connector.segments.Tail;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.RowChange;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of one table out of log and snapshot, and the same out of a query. State is kept as a checkpoint would keep it. */
final class Replica {
    private final CqlSession session;
    private final Path cdcRaw;
    private final ElementTimes times;
    private final int pageRows;
    private final TableSchema table;
    private final Schemas schemas;
    private final LogFollower log;
    private final HeapRowStore store;
    private final Merge merge;
    private final Snapshot snapshot;
    private final List<String> changes = new ArrayList<>();

    private Replica(
            CqlSession session, Path cdcRaw, String name, ElementTimes times, int pageRows, @Nullable Replica before) {
        this.session = session;
        this.cdcRaw = cdcRaw;
        this.times = times;
        this.pageRows = pageRows;
        this.schemas = Schemas.of(session);
        this.table = schemas.tables().stream()
                .filter(known -> known.qualifiedName().equals(name))
                .findFirst()
                .orElseThrow();
        Optional<LogPosition> start = before == null ? Optional.empty() : before.log.position();
        this.log = new LogFollower(
                new DirectorySegmentSource(cdcRaw, cdcRaw.resolveSibling("spool-" + UUID.randomUUID())),
                Tail.MARKER,
                start);
        this.store = before == null ? new HeapRowStore(100_000_000) : before.store;
        this.merge = new Merge(store, before == null ? 0 : before.merge.clock());
        this.snapshot =
                new Snapshot(merge, new NodeRows(session, Clock.systemUTC()), times, pageRows, Clock.systemUTC());
        merge.learn(table);
        if (before != null) {
            snapshot.restore(before.snapshot.progress());
        }
        snapshot.include(table);
    }

    static Replica of(CqlSession session, Path cdcRaw, String name, ElementTimes times, int pageRows) {
        return new Replica(session, cdcRaw, name, times, pageRows, null);
    }

    /** From what is kept behind the last poll. */
    Replica restarted() {
        return new Replica(session, cdcRaw, table.qualifiedName(), times, pageRows, this);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** As op and key of each. */
    List<String> changes() {
        return changes;
    }

    /** Some of the log, or a page if there is nothing. */
    boolean poll() throws IOException {
        boolean read = false;
        for (int i = 0; i < 1000; i++) {
            Optional<Entry> entry = log.next();
            if (entry.isEmpty()) {
                break;
            }
            read = true;
            if (schemas.decoder().decode(entry.get()) instanceof Decoded.Mutation mutation) {
                schemas.observe(mutation);
                mutation.updates().stream()
                        .filter(update -> update.table().id().equals(table.id()))
                        .forEach(this::merge);
            }
        }
        settle();
        if (!read && snapshot.isReading()) {
            tell(snapshot.read());
            settle();
            read = true;
        }
        return read;
    }

    private void merge(PartitionUpdate update) {
        PartitionUpdate admitted = snapshot.admit(update);
        if (admitted != null) {
            tell(merge.apply(admitted, Origin.LOG));
        }
    }

    private void settle() {
        while (snapshot.doubts() > 0) {
            tell(snapshot.settle());
        }
    }

    private void tell(Changes told) {
        for (RowChange change = told.next(); change != null; change = told.next()) {
            if (change.origin() != Origin.SNAPSHOT) {
                snapshot.told(change);
            }
            changes.add(change.kind().code() + " " + change.partitionKey().intAt(0));
        }
    }

    /** The kept rows as text. */
    List<String> shownAt(long now) {
        tell(merge.expire(now));
        settle();
        List<String> rows = new ArrayList<>();
        for (Slice key : store.partitionKeys(table.id(), null)) {
            StoredPartition partition = store.partition(table.id(), key);
            for (StoredRow kept = partition.rowFrom(ClusteringOrder.STATIC);
                    kept != null;
                    kept = partition.rowBehind(kept.key())) {
                RowChange row = merge.since(table, new RowKey(table.id(), key, kept.key()), null, Origin.SNAPSHOT, 0);
                if (row != null) {
                    rows.add(text(
                            key, row.key(), Objects.requireNonNull(row.after()).columns()));
                }
            }
        }
        return rows;
    }

    /** The rows of a query as text. */
    List<String> queriedAt(long now) {
        RowQuery query = RowQuery.of(table, times);
        ClusteringOrder order = ClusteringOrder.of(table);
        RowSource.Scan scan = new NodeRows(session, Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC))
                .scan(query, Long.MIN_VALUE, 1000);
        List<String> rows = new ArrayList<>();
        Set<Slice> partitions = new HashSet<>();
        boolean last = false;
        while (!last) {
            RowSource.Page page = scan.next();
            last = page.last();
            for (FoundRow row : page.rows()) {
                List<ColumnData> statics = row.columns(Column.Kind.STATIC);
                if (partitions.add(row.partitionKey()) && !statics.isEmpty()) {
                    rows.add(text(row.partitionKey(), ClusteringOrder.STATIC, statics));
                }
                if (row.hasRow()) {
                    rows.add(text(row.partitionKey(), order.key(row.clustering()), row.columns(Column.Kind.REGULAR)));
                }
            }
        }
        return rows;
    }

    private String text(Slice key, Slice row, List<ColumnData> columns) {
        TreeMap<String, List<String>> cells = new TreeMap<>();
        for (ColumnData data : columns) {
            List<String> text = new ArrayList<>();
            if (data instanceof Cell cell) {
                text.add(text(cell, ""));
            } else {
                boolean list = OpaqueLists.isList(data.column());
                for (Cell cell : ((ComplexCells) data).cells()) {
                    text.add(text(cell, list || cell.path() == null ? "" : hex(cell.path())));
                }
            }
            cells.put(data.column().name(), text);
        }
        return hex(key) + "/" + hex(row) + " " + cells;
    }

    /** Where the node does not tell times of elements, they are not compared. */
    private String text(Cell cell, String path) {
        boolean told = times == ElementTimes.TOLD || cell.path() == null;
        return path + "=" + hex(cell.value())
                + (told ? "@" + cell.timestamp() + (cell.isExpiring() ? "!" + cell.localDeletionTime() : "") : "");
    }

    private static String hex(Slice slice) {
        return HexFormat.of().formatHex(slice.toByteArray());
    }
}

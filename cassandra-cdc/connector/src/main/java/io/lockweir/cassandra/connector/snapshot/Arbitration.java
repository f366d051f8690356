package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.connector.snapshot.Doubt.Marker;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.merge.state.RowState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be merged once a row in doubt was read. Pure. */
final class Arbitration {
    private Arbitration() {}

    /**
     * The update that brings what was read: its cells and, if the row is there by nothing else, its marker. If it is not there, the end of whatever
     * was assumed of it; what is known of it by the log, the log ends.
     *
     * @param times whether found elements have timestamps
     * @param now in seconds since 1970
     */
    static PartitionUpdate update(
            Doubt doubt, Optional<FoundRow> found, @Nullable RowState known, ElementTimes times, long now) {
        RowDeletion gone = new RowDeletion(new Deletion(latestAssumed(known, times), now), false);
        Column.Kind kind = doubt.isStatic() ? Column.Kind.STATIC : Column.Kind.REGULAR;
        List<Column> all =
                doubt.isStatic() ? doubt.table().statics() : doubt.table().regulars();
        List<ColumnData> columns = found.map(row -> row.columns(kind)).orElse(List.of());
        List<ColumnData> merged = new ListsAgain(known, now).inPlace(columns, all);
        Row row;
        if (doubt.isStatic()) {
            row = new Row(Clustering.EMPTY, Liveness.NONE, columns.isEmpty() ? gone : RowDeletion.NONE, merged);
        } else if (found.isEmpty()) {
            row = new Row(doubt.clustering(), Liveness.NONE, gone, merged);
        } else {
            boolean marked = doubt.marker() == Marker.WRITTEN || columns.isEmpty();
            row = new Row(doubt.clustering(), marked ? Liveness.ASSUMED : Liveness.NONE, RowDeletion.NONE, merged);
        }
        return update(doubt, row);
    }

    private static PartitionUpdate update(Doubt doubt, Row row) {
        return doubt.isStatic()
                ? new PartitionUpdate(doubt.table(), doubt.key(), Deletion.NONE, row, List.of())
                : new PartitionUpdate(doubt.table(), doubt.key(), Deletion.NONE, null, List.of(row));
    }

    /**
     * Of the writes that were left out those that have ended, as a compaction leaves them: they hide what is older, and nothing of it is to be seen. What they
     * hid when they were written may be known here; by the reading alone it would stay.
     *
     * @param found whether the row is there: then it may have another marker
     * @param now in seconds since 1970, not before the reading
     */
    static Stream<PartitionUpdate> ended(Doubt doubt, boolean found, long now) {
        return doubt.ending().stream().map(row -> update(doubt, ended(row, found, now)));
    }

    private static Row ended(Row row, boolean found, long now) {
        Liveness marker = row.liveness();
        boolean over = !found && marker.localExpirationTime() <= now;
        return new Row(
                row.clustering(),
                over
                        ? new Liveness(marker.timestamp(), Liveness.EXPIRED_TTL, marker.localExpirationTime())
                        : Liveness.NONE,
                RowDeletion.NONE,
                row.columns().stream().flatMap(data -> ended(data, now)).toList());
    }

    private static Stream<ColumnData> ended(ColumnData data, long now) {
        if (data instanceof ComplexCells complex) {
            List<Cell> cells =
                    complex.cells().stream().flatMap(cell -> ended(cell, now)).toList();
            return Stream.of(new ComplexCells(complex.column(), complex.deletion(), cells));
        }
        return ended((Cell) data, now).map(ColumnData.class::cast);
    }

    private static Stream<Cell> ended(Cell cell, long now) {
        return cell.localDeletionTime() > now
                ? Stream.empty()
                : Stream.of(new Cell(
                        cell.column(),
                        cell.path(),
                        cell.timestamp(),
                        Cell.NO_TTL,
                        cell.localDeletionTime(),
                        Slice.EMPTY));
    }

    /** Up to when what was only ever read ends with the row. */
    private static long latestAssumed(@Nullable RowState known, ElementTimes times) {
        long latest = Cell.UNKNOWN_TIMESTAMP;
        if (known == null) {
            return latest;
        }
        if (known.liveness().isAssumed()) {
            latest = known.liveness().timestamp();
        }
        if (times == ElementTimes.UNKNOWN) {
            for (ColumnData data : known.columns()) {
                if (data instanceof ComplexCells complex) {
                    for (Cell cell : complex.cells()) {
                        latest = Math.max(latest, cell.timestamp());
                    }
                }
            }
        }
        return latest;
    }

    /** A row of a snapshot: it has a marker for all that is known. */
    static Row read(FoundRow found, @Nullable RowState known) {
        return new Row(
                found.clustering(),
                Liveness.ASSUMED,
                RowDeletion.NONE,
                new ListsAgain(known, found.now())
                        .inPlace(
                                found.columns(Column.Kind.REGULAR),
                                found.query().table().regulars()));
    }

    /** The statics that a snapshot's row shows of its partition, or null if there are none. */
    @Nullable
    static Row readStatics(FoundRow found, @Nullable RowState known) {
        List<ColumnData> columns = new ListsAgain(known, found.now())
                .inPlace(
                        found.columns(Column.Kind.STATIC), found.query().table().statics());
        return columns.isEmpty() ? null : new Row(Clustering.EMPTY, Liveness.NONE, RowDeletion.NONE, columns);
    }

    /** One row, or statics, as an update. */
    static PartitionUpdate update(FoundRow found, Slice key, @Nullable Row statics, List<Row> rows) {
        return new PartitionUpdate(found.query().table(), key, Deletion.NONE, statics, List.copyOf(rows));
    }
}

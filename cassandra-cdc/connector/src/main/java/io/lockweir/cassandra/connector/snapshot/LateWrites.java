package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.connector.snapshot.Doubt.Marker;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an update what may have lost already to a tombstone that no query shows. Deletions of all kinds stay ({@link LateDeletions}).
 */
final class LateWrites {
    private final ClusteringOrder order;
    private final ToLongFunction<RingPosition> lateBefore;
    private final List<Doubt> doubts;

    /**
     * @param lateBefore a write to a row with a timestamp below it is late
     * @param doubts get the rows from which something was taken
     */
    LateWrites(ClusteringOrder order, ToLongFunction<RingPosition> lateBefore, List<Doubt> doubts) {
        this.order = order;
        this.lateBefore = lateBefore;
        this.doubts = doubts;
    }

    /** The update without them; itself if there are none. */
    PartitionUpdate without(PartitionUpdate update) {
        int before = doubts.size();
        @Nullable Row statics = update.staticRow();
        if (statics != null) {
            statics = without(update, statics, ClusteringOrder.STATIC);
        }
        List<Unfiltered> rest = new ArrayList<>(update.unfiltereds().size());
        for (Unfiltered unfiltered : update.unfiltereds()) {
            rest.add(unfiltered instanceof Row row ? without(update, row, order.key(row.clustering())) : unfiltered);
        }
        return doubts.size() == before
                ? update
                : new PartitionUpdate(update.table(), update.key(), update.deletion(), statics, rest);
    }

    private Row without(PartitionUpdate update, Row row, Slice key) {
        long bound = lateBefore.applyAsLong(RingPosition.of(update.key(), key));
        boolean lateMarker = !row.liveness().isNone() && row.liveness().timestamp() < bound;
        Predicate<Cell> isLate = cell -> !cell.isTombstone() && cell.timestamp() < bound;
        List<ColumnData> columns = with(row, isLate.negate());
        if (!lateMarker && cells(columns) == cells(row.columns())) {
            return row;
        }
        doubts.add(new Doubt(
                update.table(),
                update.key(),
                key,
                row.clustering(),
                lateMarker ? Marker.WRITTEN : Marker.NONE,
                ending(row, lateMarker, isLate)));
        return new Row(row.clustering(), lateMarker ? Liveness.NONE : row.liveness(), row.deletion(), columns);
    }

    /** What was taken and ends by itself. */
    private static List<Row> ending(Row row, boolean lateMarker, Predicate<Cell> isLate) {
        Liveness marker = lateMarker && row.liveness().isExpiring() ? row.liveness() : Liveness.NONE;
        List<ColumnData> columns = with(row, isLate.and(Cell::isExpiring)).stream()
                .map(data -> data instanceof ComplexCells complex
                        ? new ComplexCells(complex.column(), Deletion.NONE, complex.cells())
                        : data)
                .filter(data -> !(data instanceof ComplexCells complex
                        && complex.cells().isEmpty()))
                .toList();
        return marker.isNone() && columns.isEmpty()
                ? List.of()
                : List.of(new Row(row.clustering(), marker, RowDeletion.NONE, columns));
    }

    private static List<ColumnData> with(Row row, Predicate<Cell> wanted) {
        List<ColumnData> columns = new ArrayList<>(row.columns().size());
        for (ColumnData data : row.columns()) {
            if (data instanceof ComplexCells complex) {
                List<Cell> cells = complex.cells().stream().filter(wanted).toList();
                columns.add(new ComplexCells(complex.column(), complex.deletion(), cells));
            } else if (data instanceof Cell cell && wanted.test(cell)) {
                columns.add(cell);
            }
        }
        return columns;
    }

    private static int cells(List<ColumnData> columns) {
        return columns.stream()
                .mapToInt(data ->
                        data instanceof ComplexCells complex ? complex.cells().size() : 1)
                .sum();
    }
}

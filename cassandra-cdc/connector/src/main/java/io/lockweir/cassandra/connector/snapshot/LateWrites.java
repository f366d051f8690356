package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.connector.snapshot.Doubt.Marker;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import java.util.ArrayList;
import java.util.List;
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
        List<ColumnData> columns = new ArrayList<>(row.columns().size());
        boolean lateCells = false;
        for (ColumnData data : row.columns()) {
            if (data instanceof Cell cell) {
                if (isLate(cell, bound)) {
                    lateCells = true;
                } else {
                    columns.add(cell);
                }
            } else if (data instanceof ComplexCells complex) {
                List<Cell> cells = new ArrayList<>(complex.cells());
                lateCells |= cells.removeIf(cell -> isLate(cell, bound));
                columns.add(new ComplexCells(complex.column(), complex.deletion(), cells));
            }
        }
        if (!lateMarker && !lateCells) {
            return row;
        }
        doubts.add(new Doubt(
                update.table(), update.key(), key, row.clustering(), lateMarker ? Marker.WRITTEN : Marker.NONE));
        return new Row(row.clustering(), lateMarker ? Liveness.NONE : row.liveness(), row.deletion(), columns);
    }

    private static boolean isLate(Cell cell, long bound) {
        return !cell.isTombstone() && cell.timestamp() < bound;
    }
}

package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.connector.snapshot.Doubt.Marker;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.DeletedRange;
import io.lockweir.cassandra.merge.state.RowState;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Rows of which something was read without its timestamp, and that a deletion meets which is older than the query: nobody but the node knows which of both
 * is newer. What is deleted with a newer timestamp than the query's was there before.
 */
final class LateDeletions {
    private final Merge merge;
    private final ClusteringOrder order;
    private final ToLongFunction<RingPosition> lateBefore;
    private final List<Doubt> doubts;

    /**
     * @param lateBefore a deletion of a row with a timestamp below it is late
     * @param doubts get the rows
     */
    LateDeletions(Merge merge, ClusteringOrder order, ToLongFunction<RingPosition> lateBefore, List<Doubt> doubts) {
        this.merge = merge;
        this.order = order;
        this.lateBefore = lateBefore;
        this.doubts = doubts;
    }

    /** Before the update is merged. */
    void find(PartitionUpdate update) {
        List<DeletedRange> ranges = DeletedRange.of(update, order);
        if (!update.deletion().isNone() || !ranges.isEmpty()) {
            merge.rows(update.table(), update.key(), (key, row) -> {
                check(update, key, row, update.deletion());
                for (DeletedRange range : ranges) {
                    if (key.compareTo(range.keys().from()) >= 0
                            && key.compareTo(range.keys().to()) < 0) {
                        check(update, key, row, range.deletion());
                    }
                }
            });
        }
        Row statics = update.staticRow();
        if (statics != null) {
            check(update, ClusteringOrder.STATIC, statics);
        }
        update.unfiltereds().forEach(unfiltered -> {
            if (unfiltered instanceof Row row) {
                check(update, order.key(row.clustering()), row);
            }
        });
    }

    private void check(PartitionUpdate update, Slice key, Row write) {
        Deletion newest = write.deletion().time();
        for (ColumnData data : write.columns()) {
            if (data instanceof ComplexCells complex && complex.deletion().timestamp() > newest.timestamp()) {
                newest = complex.deletion();
            }
        }
        if (!newest.isNone()) {
            RowState kept = merge.row(update.table(), update.key(), key);
            if (kept != null) {
                check(update, key, kept, newest);
            }
        }
    }

    private void check(PartitionUpdate update, Slice key, RowState row, Deletion deletion) {
        if (!deletion.isNone()
                && deletion.timestamp() < lateBefore.applyAsLong(RingPosition.of(update.key(), key))
                && (row.liveness().isAssumed() || hasUnknown(row))) {
            Marker marker = row.liveness().isNone() ? Marker.NONE : Marker.WRITTEN;
            doubts.add(new Doubt(update.table(), update.key(), key, row.clustering(), marker));
        }
    }

    private static boolean hasUnknown(RowState row) {
        return row.columns().stream()
                .anyMatch(data -> data instanceof ComplexCells complex
                        && complex.cells().stream().anyMatch(cell -> cell.timestamp() == Cell.UNKNOWN_TIMESTAMP));
    }
}

package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.mutation.RangeBoundary;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A range deletion of one update. */
public record DeletedRange(KeyRange keys, Deletion deletion) {

    /**
     * The range deletions of an update, in the order of the rows.
     *
     * @throws IllegalArgumentException if a range has no start or no end
     */
    public static List<DeletedRange> of(PartitionUpdate update, ClusteringOrder order) {
        List<Unfiltered> unfiltereds = update.unfiltereds();
        List<DeletedRange> ranges = List.of();
        @Nullable RangeBound open = null;
        for (int i = 0; i < unfiltereds.size(); i++) {
            Unfiltered unfiltered = unfiltereds.get(i);
            if (unfiltered instanceof Row) {
                continue;
            }
            if (ranges.isEmpty()) {
                ranges = new ArrayList<>();
            }
            if (unfiltered instanceof RangeBoundary boundary) {
                ranges.add(range(update, order, open, boundary.endBound()));
                open = boundary.startBound();
            } else if (unfiltered instanceof RangeBound bound && bound.kind().isStart() && open == null) {
                open = bound;
            } else {
                ranges.add(range(update, order, open, (RangeBound) unfiltered));
                open = null;
            }
        }
        if (open != null) {
            throw new IllegalArgumentException("a range deletion in " + update + " has no end");
        }
        return ranges;
    }

    private static DeletedRange range(
            PartitionUpdate update, ClusteringOrder order, @Nullable RangeBound start, RangeBound end) {
        if (start == null || end.kind().isStart()) {
            throw new IllegalArgumentException("a range deletion in " + update + " has no start, or no end");
        }
        return new DeletedRange(new KeyRange(order.bound(start), order.bound(end)), start.deletion());
    }
}

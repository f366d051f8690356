package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an update is about rows on one side of a fence. In the partition in which the fence stands, deletions of more than a row are on this
 * side: what is read behind the fence later is newer, or deleted by them.
 */
final class CoveredRows {
    private CoveredRows() {}

    /** The update without rows that were not read yet; itself if all were, null if none. */
    @Nullable
    static PartitionUpdate of(PartitionUpdate update, TableFence fence, ClusteringOrder order) {
        @Nullable RingPosition upTo = fence.upTo();
        if (fence.isWhole()) {
            return update;
        }
        if (upTo == null) {
            return null;
        }
        RingPosition partition = RingPosition.of(update.key(), Slice.EMPTY);
        int side = partition.comparePartition(upTo);
        if (side != 0) {
            return side < 0 ? update : null;
        }
        List<Unfiltered> covered = new ArrayList<>(update.unfiltereds().size());
        for (Unfiltered unfiltered : update.unfiltereds()) {
            if (!(unfiltered instanceof Row row) || order.key(row.clustering()).compareTo(upTo.row()) <= 0) {
                covered.add(unfiltered);
            }
        }
        return covered.size() == update.unfiltereds().size()
                ? update
                : new PartitionUpdate(update.table(), update.key(), update.deletion(), update.staticRow(), covered);
    }
}

package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Forgets a table, tombstones too, with one change for each row that exists: by partition key, then by row. */
final class TruncationChanges implements Changes {

    private final MergedTable table;
    private final RowStore store;
    private final Iterator<Slice> partitions;
    private final long timestamp;
    private @Nullable Slice partitionKey;

    TruncationChanges(MergedTable table, RowStore store, long timestamp) {
        this.table = table;
        this.store = store;
        this.timestamp = timestamp;
        this.partitions = store.partitionKeys(table.schema().id(), null).iterator();
    }

    @Override
    public @Nullable RowChange next() {
        while (partitionKey != null || partitions.hasNext()) {
            Slice key = partitionKey == null ? partitions.next() : partitionKey;
            StoredPartition partition = store.partition(table.schema().id(), key);
            @Nullable RowChange change = nextIn(partition, key);
            if (change != null) {
                partitionKey = key;
                return change;
            }
            partition.putDeletions(PartitionDeletions.NONE);
            partitionKey = null;
        }
        return null;
    }

    private @Nullable RowChange nextIn(StoredPartition partition, Slice partitionKey) {
        for (@Nullable StoredRow kept = partition.rowFrom(ClusteringOrder.STATIC);
                kept != null;
                kept = partition.rowFrom(ClusteringOrder.STATIC)) {
            Slice key = kept.key();
            RowState row = table.decode(kept.bytes());
            partition.removeRow(key);
            if (table.visibility().exists(row)) {
                return RowChange.between(table.visibility(), partitionKey, key, row, null, Origin.TRUNCATE, timestamp);
            }
        }
        return null;
    }
}

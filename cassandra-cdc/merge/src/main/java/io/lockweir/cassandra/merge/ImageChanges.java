package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.util.Iterator;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Rows as they are kept, as if each had just been read. */
final class ImageChanges implements Changes {

    private final MergedTable table;
    private final RowStore store;
    private final BiPredicate<Slice, Slice> wanted;
    private final Iterator<Slice> partitions;
    private @Nullable Slice partitionKey;
    private @Nullable Slice last;

    ImageChanges(MergedTable table, RowStore store, BiPredicate<Slice, Slice> wanted) {
        this.table = table;
        this.store = store;
        this.wanted = wanted;
        this.partitions = store.partitionKeys(table.schema().id(), null).iterator();
    }

    @Override
    public @Nullable RowChange next() {
        while (true) {
            Slice key = partitionKey;
            if (key == null) {
                if (!partitions.hasNext()) {
                    return null;
                }
                partitionKey = partitions.next();
                last = null;
                continue;
            }
            StoredPartition partition = store.partition(table.schema().id(), key);
            @Nullable
            StoredRow kept = last == null ? partition.rowFrom(ClusteringOrder.STATIC) : partition.rowBehind(last);
            if (kept == null) {
                partitionKey = null;
                continue;
            }
            last = kept.key();
            RowState row = table.decode(kept.bytes());
            if (table.visibility().exists(row) && wanted.test(key, kept.key())) {
                return RowChange.between(
                        table.visibility(), key, kept.key(), null, row, Origin.SNAPSHOT, timestamp(row));
            }
        }
    }

    private static long timestamp(RowState row) {
        long latest = row.liveness().timestamp();
        for (ColumnData data : row.columns()) {
            if (data instanceof Cell cell) {
                latest = Math.max(latest, cell.timestamp());
            } else if (data instanceof ComplexCells complex) {
                for (Cell cell : complex.cells()) {
                    latest = Math.max(latest, cell.timestamp());
                }
            }
        }
        return latest;
    }
}

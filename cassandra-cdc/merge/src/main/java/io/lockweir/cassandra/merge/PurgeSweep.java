package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.Purge;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One walk over all kept rows that forgets what is purged. Between its runs rows may be merged. */
public final class PurgeSweep {

    /** What may be forgotten of a table. */
    @FunctionalInterface
    public interface Policy {
        Purge of(TableSchema table);
    }

    private final RowStore store;
    private final Function<TableId, @Nullable MergedTable> tables;
    private final Policy policy;
    private final Deque<TableId> rest;
    private Iterator<Slice> partitions = List.<Slice>of().iterator();
    private @Nullable TableId current;

    PurgeSweep(RowStore store, Function<TableId, @Nullable MergedTable> tables, Policy policy) {
        this.store = store;
        this.tables = tables;
        this.policy = policy;
        this.rest = new ArrayDeque<>(store.tables());
    }

    /**
     * Goes on for some partitions.
     *
     * @return whether there are more
     */
    public boolean run(int count) {
        for (int done = 0; done < count; done++) {
            while (!partitions.hasNext()) {
                current = rest.poll();
                if (current == null) {
                    return false;
                }
                partitions = store.partitionKeys(current, null).iterator();
            }
            @Nullable MergedTable table = current == null ? null : tables.apply(current);
            Slice key = partitions.next();
            if (table != null) {
                purge(table, store.partition(table.schema().id(), key));
            }
        }
        return true;
    }

    private void purge(MergedTable table, StoredPartition partition) {
        Purge purge = policy.of(table.schema());
        @Nullable StoredRow kept = partition.rowFrom(ClusteringOrder.STATIC);
        while (kept != null) {
            Slice key = kept.key();
            RowState row = table.decode(kept.bytes());
            RowState purged = purge.row(row, table.visibility().clock());
            if (!purged.equals(row)) {
                table.put(partition, key, purged);
            }
            kept = partition.rowBehind(key);
        }
        if (!partition.deletions().isEmpty()) {
            partition.putDeletions(partition.deletions().purged(purge));
        }
    }
}

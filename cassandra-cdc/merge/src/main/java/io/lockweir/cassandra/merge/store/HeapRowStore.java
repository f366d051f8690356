package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps rows in the heap, up to a bound in bytes. The count is an estimate for 64-bit machines with compressed pointers. */
public final class HeapRowStore implements RowStore {

    private final Map<TableId, Map<Slice, HeapPartition>> tables = new HashMap<>();
    private final ExpiryIndex expiries = new ExpiryIndex();
    private final long bound;
    private long bytes;
    private long rows;

    /** @param bound bytes of heap at most; to put more throws {@link StateFullException} */
    public HeapRowStore(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("a bound of " + bound + " bytes");
        }
        this.bound = bound;
    }

    @Override
    public StoredPartition partition(TableId table, Slice partitionKey) {
        @Nullable Map<Slice, HeapPartition> partitions = tables.get(table);
        @Nullable HeapPartition kept = partitions == null ? null : partitions.get(partitionKey);
        return kept == null ? new HeapPartition(this, table, partitionKey) : kept;
    }

    @Override
    public List<Slice> partitionKeys(TableId table, @Nullable Slice behind) {
        List<Slice> keys = new ArrayList<>();
        for (Slice key : tables.getOrDefault(table, Map.of()).keySet()) {
            if (behind == null || key.compareTo(behind) > 0) {
                keys.add(key);
            }
        }
        keys.sort(null);
        return keys;
    }

    @Override
    public List<TableId> tables() {
        return List.copyOf(tables.keySet());
    }

    @Override
    public List<RowKey> expiring(long upTo, int limit) {
        return expiries.upTo(upTo, limit);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** How many rows are kept, those that are only tombstones and statics included. */
    public long rows() {
        return rows;
    }

    void count(int more) {
        rows += more;
    }

    void keep(HeapPartition partition) {
        tables.computeIfAbsent(partition.table(), table -> new HashMap<>()).put(partition.key(), partition);
    }

    void forget(HeapPartition partition) {
        tables.computeIfPresent(partition.table(), (table, partitions) -> {
            partitions.remove(partition.key());
            return partitions.isEmpty() ? null : partitions;
        });
    }

    void reserve(long more) {
        if (bytes + more > bound) {
            throw new StateFullException(bytes + more, bound);
        }
        bytes += more;
    }

    void release(long less) {
        bytes -= less;
    }

    ExpiryIndex expiries() {
        return expiries;
    }
}

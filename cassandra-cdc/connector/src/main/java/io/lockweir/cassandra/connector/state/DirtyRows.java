package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store that knows what changed in it since the last checkpoint. One thread at a time. */
public final class DirtyRows implements RowStore {
    private static final int ENTRY_BYTES = 200;

    private final RowStore rows;
    private Map<RowKey, Kept> changed = new HashMap<>();
    private Map<RowKey, PartitionDeletions> deletions = new HashMap<>();
    private long dirtyBytes;

    public DirtyRows(RowStore rows) {
        this.rows = rows;
    }

    /** About how much a checkpoint would write, and holds in the heap until it is written. */
    public long dirtyBytes() {
        return dirtyBytes;
    }

    /** Takes what changed; from now on changes count for the next checkpoint. */
    public Checkpoint freeze(Place place) {
        Checkpoint frozen = new Checkpoint(place, changed, deletions);
        changed = new HashMap<>();
        deletions = new HashMap<>();
        dirtyBytes = 0;
        return frozen;
    }

    /** Removes all that is kept of a table. */
    public void forget(TableId table) {
        for (Slice key : rows.partitionKeys(table, null)) {
            StoredPartition partition = partition(table, key);
            for (StoredRow row = partition.rowFrom(Slice.EMPTY); row != null; row = partition.rowFrom(Slice.EMPTY)) {
                partition.removeRow(row.key());
            }
            partition.putDeletions(PartitionDeletions.NONE);
        }
    }

    @Override
    public StoredPartition partition(TableId table, Slice partitionKey) {
        return new Watched(rows.partition(table, partitionKey), table, partitionKey);
    }

    @Override
    public List<Slice> partitionKeys(TableId table, @Nullable Slice behind) {
        return rows.partitionKeys(table, behind);
    }

    @Override
    public List<TableId> tables() {
        return rows.tables();
    }

    @Override
    public List<RowKey> expiring(long upTo, int limit) {
        return rows.expiring(upTo, limit);
    }

    @Override
    public long bytes() {
        return rows.bytes();
    }

    /** @param key gone when the caller returns */
    private void mark(RowKey key, Kept kept, Watched partition) {
        Kept before = changed.replace(key, kept);
        if (before == null) {
            changed.put(new RowKey(key.table(), partition.keptKey(), key.key().copy()), kept);
            dirtyBytes += ENTRY_BYTES + key.partition().length() + key.key().length();
        }
        dirtyBytes += length(kept) - length(before);
    }

    private static long length(@Nullable Kept kept) {
        return kept == null || kept.bytes() == null ? 0 : kept.bytes().length;
    }

    private final class Watched implements StoredPartition {
        private final StoredPartition partition;
        private final TableId table;
        private final Slice key;
        private @Nullable Slice copy;

        Watched(StoredPartition partition, TableId table, Slice key) {
            this.partition = partition;
            this.table = table;
            this.key = key;
        }

        /** One for all rows: a delete may mark millions. */
        Slice keptKey() {
            Slice known = copy == null ? key.copy() : copy;
            copy = known;
            return known;
        }

        @Override
        public PartitionDeletions deletions() {
            return partition.deletions();
        }

        @Override
        public void putDeletions(PartitionDeletions next) {
            if (next.equals(partition.deletions())) {
                return;
            }
            partition.putDeletions(next);
            if (deletions.put(new RowKey(table, keptKey(), Slice.EMPTY), next) == null) {
                dirtyBytes += ENTRY_BYTES + key.length();
            }
        }

        @Override
        public byte @Nullable [] row(Slice row) {
            return partition.row(row);
        }

        @Override
        public void putRow(Slice row, byte[] bytes, long nextExpiry) {
            partition.putRow(row, bytes, nextExpiry);
            mark(new RowKey(table, key, row), new Kept(bytes, nextExpiry), this);
        }

        @Override
        public void removeRow(Slice row) {
            partition.removeRow(row);
            mark(new RowKey(table, key, row), new Kept(null, Cell.NO_DELETION_TIME), this);
        }

        @Override
        public @Nullable StoredRow rowFrom(Slice from) {
            return partition.rowFrom(from);
        }

        @Override
        public @Nullable StoredRow rowBehind(Slice last) {
            return partition.rowBehind(last);
        }
    }
}

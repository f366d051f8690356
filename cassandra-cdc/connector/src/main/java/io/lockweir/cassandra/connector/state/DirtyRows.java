package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that knows what changed in it since the last checkpoint. One thread at a time. */
public final class DirtyRows implements RowStore {
    private static final int ENTRY_BYTES = 200;
    private static final int CUT_BYTES = 64;

    private final RowStore rows;
    private Map<RowKey, Kept> changed = new HashMap<>();
    private Map<RowKey, PartitionDeletions> deletions = new HashMap<>();
    private long dirtyBytes;
    private @Nullable Recording recording;

    /** What readings of the node change. */
    private record Recording(Origin origin, long micros, Map<RowKey, Reread> rows) {}

    public DirtyRows(RowStore rows) {
        this.rows = rows;
    }

    /** About how much a checkpoint would write, and holds in the heap until it is written. */
    public long dirtyBytes() {
        return dirtyBytes;
    }

    /**
     * From now on remembers how each row that changes was before.
     *
     * @param origin of the changes
     * @param micros now, in microseconds since 1970
     */
    public void record(Origin origin, long micros) {
        Recording before = recording;
        recording = new Recording(origin, micros, before == null ? new TreeMap<>() : before.rows());
    }

    /** The rows that changed since it was first told to record, in their order; ends it. */
    public List<Reread> recorded() {
        Recording done = recording;
        recording = null;
        return done == null ? List.of() : List.copyOf(done.rows().values());
    }

    /**
     * Takes what changed; from now on changes count for the next checkpoint.
     *
     * @param progress of the reading of tables
     * @param untold rows that were read and not told yet
     */
    public Checkpoint freeze(Place place, byte[] progress, List<Reread> untold) {
        Checkpoint frozen = new Checkpoint(place, changed, deletions, progress, untold);
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

    private static long length(PartitionDeletions deletions) {
        return (long) CUT_BYTES * deletions.ranges().cuts().size();
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
            PartitionDeletions before = deletions.put(new RowKey(table, keptKey(), Slice.EMPTY), next);
            dirtyBytes += length(next) - (before == null ? -ENTRY_BYTES - key.length() : length(before));
        }

        @Override
        public byte @Nullable [] row(Slice row) {
            return partition.row(row);
        }

        private void remember(Slice row) {
            Recording open = recording;
            if (open != null && !open.rows().containsKey(new RowKey(table, key, row))) {
                RowKey kept = new RowKey(table, keptKey(), row.copy());
                open.rows().put(kept, new Reread(kept, partition.row(row), open.origin(), open.micros()));
            }
        }

        @Override
        public void putRow(Slice row, byte[] bytes, long nextExpiry) {
            remember(row);
            partition.putRow(row, bytes, nextExpiry);
            mark(new RowKey(table, key, row), new Kept(bytes, nextExpiry), this);
        }

        @Override
        public void removeRow(Slice row) {
            remember(row);
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

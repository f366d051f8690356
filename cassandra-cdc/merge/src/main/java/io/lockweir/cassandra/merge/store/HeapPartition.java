package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partition in the heap. It belongs to its store as long as there is something in it. */
final class HeapPartition implements StoredPartition {

    private static final int PARTITION_BYTES = 240;
    private static final int ROW_BYTES = 144;
    private static final int CUT_BYTES = 120;

    private final HeapRowStore store;
    private final TableId table;
    private Slice key;
    private PartitionDeletions deletions = PartitionDeletions.NONE;
    /** The one row, as most partitions of many tables have; null if there is none, or once there were more. */
    private @Nullable HeapRow only;

    /** From the second row on. */
    private @Nullable NavigableMap<Slice, HeapRow> rows;

    HeapPartition(HeapRowStore store, TableId table, Slice key) {
        this.store = store;
        this.table = table;
        this.key = key;
    }

    TableId table() {
        return table;
    }

    Slice key() {
        return key;
    }

    @Override
    public PartitionDeletions deletions() {
        return deletions;
    }

    @Override
    public void putDeletions(PartitionDeletions next) {
        enter();
        store.release(CUT_BYTES * (long) deletions.ranges().cuts().size());
        store.reserve(CUT_BYTES * (long) next.ranges().cuts().size());
        deletions = next;
        leave();
    }

    @Override
    public byte @Nullable [] row(Slice row) {
        @Nullable HeapRow kept = find(row);
        return kept == null ? null : kept.bytes;
    }

    private @Nullable HeapRow find(Slice row) {
        @Nullable HeapRow one = only;
        if (one != null) {
            return one.key.equals(row) ? one : null;
        }
        return rows == null ? null : rows.get(row);
    }

    private void add(HeapRow row) {
        if (only == null && rows == null) {
            only = row;
            return;
        }
        if (rows == null) {
            rows = new TreeMap<>();
        }
        if (only != null) {
            rows.put(only.key, only);
            only = null;
        }
        rows.put(row.key, row);
    }

    private @Nullable HeapRow remove(Slice row) {
        @Nullable HeapRow one = only;
        if (one == null) {
            return rows == null ? null : rows.remove(row);
        }
        if (!one.key.equals(row)) {
            return null;
        }
        only = null;
        return one;
    }

    @Override
    public void putRow(Slice row, byte[] bytes, long nextExpiry) {
        enter();
        @Nullable HeapRow kept = find(row);
        if (kept == null) {
            kept = new HeapRow(row.copy());
            store.reserve(ROW_BYTES + row.length() + (long) bytes.length);
            add(kept);
            store.count(1);
        } else {
            store.reserve((long) bytes.length - kept.bytes.length);
        }
        kept.bytes = bytes;
        expire(kept, nextExpiry);
    }

    @Override
    public void removeRow(Slice row) {
        @Nullable HeapRow kept = remove(row);
        if (kept != null) {
            store.count(-1);
            expire(kept, Cell.NO_DELETION_TIME);
            store.release(ROW_BYTES + row.length() + (long) kept.bytes.length);
            leave();
        }
    }

    private void expire(HeapRow row, long at) {
        if (row.nextExpiry == at) {
            return;
        }
        store.release(row.nextExpiry == Cell.NO_DELETION_TIME ? 0 : ExpiryIndex.ENTRY_BYTES);
        store.reserve(at == Cell.NO_DELETION_TIME ? 0 : ExpiryIndex.ENTRY_BYTES);
        store.expiries().move(new RowKey(table, key, row.key), row.nextExpiry, at);
        row.nextExpiry = at;
    }

    @Override
    public @Nullable StoredRow rowFrom(Slice from) {
        @Nullable HeapRow one = only;
        if (one != null) {
            return one.key.compareTo(from) >= 0 ? one : null;
        }
        return rows == null ? null : value(rows.ceilingEntry(from));
    }

    @Override
    public @Nullable StoredRow rowBehind(Slice last) {
        @Nullable HeapRow one = only;
        if (one != null) {
            return one.key.compareTo(last) > 0 ? one : null;
        }
        return rows == null ? null : value(rows.higherEntry(last));
    }

    private static @Nullable StoredRow value(Map.@Nullable Entry<Slice, HeapRow> entry) {
        return entry == null ? null : entry.getValue();
    }

    private boolean isEmpty() {
        return only == null && (rows == null || rows.isEmpty()) && deletions.isEmpty();
    }

    private void enter() {
        if (isEmpty()) {
            key = key.copy();
            store.reserve(PARTITION_BYTES + key.length());
            store.keep(this);
        }
    }

    private void leave() {
        if (isEmpty()) {
            store.forget(this);
            store.release(PARTITION_BYTES + key.length());
        }
    }

    /** A row in the heap. */
    private static final class HeapRow implements StoredRow {

        private static final byte[] NOTHING = new byte[0];

        private final Slice key;
        private byte[] bytes = NOTHING;
        private long nextExpiry = Cell.NO_DELETION_TIME;

        HeapRow(Slice key) {
            this.key = key;
        }

        @Override
        public Slice key() {
            return key;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }
    }
}

package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import org.jspecify.annotations.Nullable;

/** A way to a partition of the heap store, known or not. */
final class HeapPartition implements StoredPartition {
    private static final int CUT_BYTES = 120;

    private final HeapRowStore store;
    private final Blocks blocks;
    private final TableId table;
    private final Slice key;
    private final int hash;
    private long address;
    private long seen = -1;

    HeapPartition(HeapRowStore store, TableId table, Slice key) {
        this.store = store;
        this.blocks = store.blocks();
        this.table = table;
        this.key = key;
        this.hash = PartitionIndex.hash(key);
    }

    /** 0 if nothing is kept of it. */
    private long address() {
        if (seen != store.version()) {
            address = store.find(table, key, hash);
            seen = store.version();
        }
        return address;
    }

    private long rows() {
        long at = address();
        return at == 0 ? 0 : blocks.rows(at);
    }

    private @Nullable WideRows wide() {
        long rows = rows();
        return rows < 0 ? store.wide(rows) : null;
    }

    @Override
    public PartitionDeletions deletions() {
        WideRows wide = wide();
        return wide == null ? PartitionDeletions.NONE : wide.deletions();
    }

    @Override
    public void putDeletions(PartitionDeletions next) {
        WideRows before = wide();
        if (before == null && next.isEmpty()) {
            return;
        }
        int cuts = next.ranges().cuts().size() - deletions().ranges().cuts().size();
        store.reserve((long) CUT_BYTES * cuts);
        widen().putDeletions(next);
        leave();
    }

    private WideRows widen() {
        long at = enter();
        long rows = blocks.rows(at);
        if (rows < 0) {
            return store.wide(rows);
        }
        store.reserve(WideRows.BYTES + (rows == 0 ? 0 : WideRows.ROW_BYTES));
        WideRows wide = new WideRows(blocks);
        if (rows != 0) {
            wide.add(blocks.rowKey(rows), rows);
        }
        blocks.putRows(at, store.add(wide));
        return wide;
    }

    private long find(Slice row) {
        long rows = rows();
        if (rows < 0) {
            return store.wide(rows).find(row);
        }
        return rows != 0 && blocks.rowKey(rows).equals(row) ? rows : 0;
    }

    @Override
    public byte @Nullable [] row(Slice row) {
        long at = find(row);
        return at == 0 ? null : blocks.bytes(at);
    }

    @Override
    public void putRow(Slice row, byte[] bytes, long nextExpiry) {
        long before = find(row);
        int size = Blocks.rowSize(row.length(), bytes.length);
        if (before != 0 && Slabs.taken(blocks.rowSizeAt(before)) == Slabs.taken(size)) {
            expire(row, blocks.nextExpiry(before), nextExpiry);
            blocks.writeRow(before, bytes, nextExpiry);
            return;
        }
        long now = store.allocate(size);
        blocks.writeRow(now, row, bytes, nextExpiry);
        if (before == 0) {
            add(row, now);
            expire(row, Cell.NO_DELETION_TIME, nextExpiry);
        } else {
            expire(row, blocks.nextExpiry(before), nextExpiry);
            move(row, now);
            store.release(before, blocks.rowSizeAt(before));
        }
    }

    private void add(Slice row, long now) {
        long at = enter();
        if (blocks.rows(at) == 0) {
            blocks.putRows(at, now);
        } else {
            WideRows wide = widen();
            store.reserve(WideRows.ROW_BYTES);
            wide.add(row, now);
        }
        store.count(1);
    }

    private void move(Slice row, long now) {
        long rows = rows();
        if (rows < 0) {
            store.wide(rows).move(row, now);
        } else {
            blocks.putRows(address(), now);
        }
    }

    @Override
    public void removeRow(Slice row) {
        long before = find(row);
        if (before == 0) {
            return;
        }
        expire(row, blocks.nextExpiry(before), Cell.NO_DELETION_TIME);
        WideRows wide = wide();
        if (wide == null) {
            blocks.putRows(address(), 0);
        } else {
            wide.remove(row);
            store.reserve(-WideRows.ROW_BYTES);
        }
        store.release(before, blocks.rowSizeAt(before));
        store.count(-1);
        leave();
    }

    private void expire(Slice row, long from, long to) {
        if (from != to) {
            store.expire(new RowKey(table, key.copy(), row.copy()), from, to);
        }
    }

    @Override
    public @Nullable StoredRow rowFrom(Slice from) {
        long rows = rows();
        if (rows < 0) {
            return stored(store.wide(rows).from(from));
        }
        return stored(rows != 0 && blocks.rowKey(rows).compareTo(from) >= 0 ? rows : 0);
    }

    @Override
    public @Nullable StoredRow rowBehind(Slice last) {
        long rows = rows();
        if (rows < 0) {
            return stored(store.wide(rows).behind(last));
        }
        return stored(rows != 0 && blocks.rowKey(rows).compareTo(last) > 0 ? rows : 0);
    }

    private @Nullable StoredRow stored(long row) {
        return row == 0 ? null : blocks.row(row);
    }

    /** The partition's address, made if it is not known. */
    private long enter() {
        if (address() == 0) {
            address = store.make(table, key, hash);
            seen = store.version();
        }
        return address;
    }

    /** Lets go of a partition of which nothing is left. */
    private void leave() {
        long rows = rows();
        if (rows < 0 && store.wide(rows).isEmpty()) {
            store.remove(rows);
            blocks.putRows(address, 0);
            rows = 0;
        }
        if (rows == 0 && address() != 0) {
            store.forget(table, address);
        }
    }
}

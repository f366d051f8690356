package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps rows in the heap, up to a bound in bytes: as blocks of a few large arrays. */
public final class HeapRowStore implements RowStore {
    private final Slabs slabs;
    private final Blocks blocks;
    private final Map<TableId, PartitionIndex> tables = new HashMap<>();
    private final List<@Nullable WideRows> wide = new ArrayList<>();
    private final BitSet unusedWide = new BitSet();
    private final ExpiryIndex expiries = new ExpiryIndex();
    private final long bound;
    private long bytes;
    private long rows;
    private long version;

    /** @param bound bytes of heap at most, but for what rows that shrank or went leave unused; to put more throws {@link StateFullException} */
    public HeapRowStore(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("a bound of " + bound + " bytes");
        }
        this.bound = bound;
        this.slabs = new Slabs(bound + bound / 8);
        this.blocks = new Blocks(slabs);
    }

    @Override
    public StoredPartition partition(TableId table, Slice partitionKey) {
        return new HeapPartition(this, table, partitionKey);
    }

    @Override
    public List<Slice> partitionKeys(TableId table, @Nullable Slice behind) {
        List<Slice> keys = new ArrayList<>();
        PartitionIndex index = tables.get(table);
        if (index != null) {
            index.forEach(partition -> {
                Slice key = blocks.partitionKey(partition);
                if (behind == null || key.compareTo(behind) > 0) {
                    keys.add(key.copy());
                }
            });
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

    Blocks blocks() {
        return blocks;
    }

    /** Another number than before once a partition has come or gone. */
    long version() {
        return version;
    }

    void count(int more) {
        rows += more;
    }

    /** A partition's address, or 0. */
    long find(TableId table, Slice key, int hash) {
        PartitionIndex index = tables.get(table);
        return index == null ? 0 : index.find(key, hash);
    }

    /** The address of a partition that is not there yet. */
    long make(TableId table, Slice key, int hash) {
        reserve(PartitionIndex.SLOT_BYTES);
        long partition = allocate(Blocks.partitionSize(key.length()));
        blocks.writePartition(partition, key, hash);
        tables.computeIfAbsent(table, any -> new PartitionIndex(blocks)).add(partition, hash);
        version++;
        return partition;
    }

    void forget(TableId table, long partition) {
        PartitionIndex index = Objects.requireNonNull(tables.get(table));
        index.remove(partition);
        if (index.isEmpty()) {
            tables.remove(table);
        }
        release(partition, blocks.partitionSizeAt(partition));
        reserve(-PartitionIndex.SLOT_BYTES);
        version++;
    }

    /** By what stands in a partition's block. */
    WideRows wide(long rows) {
        return Objects.requireNonNull(wide.get((int) ~rows));
    }

    /** What is to stand in a partition's block. */
    long add(WideRows added) {
        int number = unusedWide.nextSetBit(0);
        if (number < 0) {
            number = wide.size();
            wide.add(added);
        } else {
            unusedWide.clear(number);
            wide.set(number, added);
        }
        return ~(long) number;
    }

    void remove(long rows) {
        int number = (int) ~rows;
        wide.set(number, null);
        unusedWide.set(number);
        reserve(-WideRows.BYTES);
    }

    /** The address of a new block. */
    long allocate(int size) {
        long taken = Slabs.taken(size);
        reserve(taken);
        long address = slabs.allocate(size);
        if (address == 0) {
            throw StateFullException.inPieces(bytes, bound, size);
        }
        return address;
    }

    void release(long address, int size) {
        slabs.release(address, size);
        bytes -= Slabs.taken(size);
    }

    /** Counts more bytes, or fewer. */
    void reserve(long more) {
        if (more > 0 && bytes + more > bound) {
            throw new StateFullException(bytes + more, bound);
        }
        bytes += more;
    }

    void expire(RowKey row, long from, long to) {
        long keys = (long) row.partition().length() + row.key().length();
        long entry = ExpiryIndex.ENTRY_BYTES + keys;
        reserve((to == Cell.NO_DELETION_TIME ? 0 : entry) - (from == Cell.NO_DELETION_TIME ? 0 : entry));
        expiries.move(row, from, to);
    }
}

package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import java.util.function.LongConsumer;

/**
 * The partitions of a table by key: a hash table of addresses with open addressing. A slot has 28 bits of the hash above the address, so that it grows
 * without a look at the partitions, and in the order of memory.
 */
final class PartitionIndex {
    /** About what a partition costs, in bytes. */
    static final int SLOT_BYTES = 16;

    private static final int ADDRESS_BITS = 36;
    private static final long ADDRESS = (1L << ADDRESS_BITS) - 1;
    private static final int HASH_BITS = Long.SIZE - ADDRESS_BITS;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final Blocks blocks;
    private int bits = 4;
    private long[] slots = new long[1 << bits];
    private int size;

    PartitionIndex(Blocks blocks) {
        this.blocks = blocks;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Of which the upper bits count most. */
    static int hash(Slice key) {
        return (int) ((key.hashCode() * GOLDEN) >>> Integer.SIZE);
    }

    private static long slot(long partition, int hash) {
        return ((long) (hash >>> (Integer.SIZE - HASH_BITS)) << ADDRESS_BITS) | (partition >>> Slabs.ALIGNED_BITS);
    }

    private static long partition(long slot) {
        return (slot & ADDRESS) << Slabs.ALIGNED_BITS;
    }

    /** Where a slot stands, if its place is free. */
    private int home(long slot) {
        long hash = slot >>> ADDRESS_BITS;
        return (int) (bits <= HASH_BITS ? hash >>> (HASH_BITS - bits) : hash << (bits - HASH_BITS));
    }

    /** A partition's address, or 0. */
    long find(Slice key, int hash) {
        int mask = slots.length - 1;
        long wanted = slot(0, hash);
        for (int at = home(wanted); slots[at] != 0; at = (at + 1) & mask) {
            long slot = slots[at];
            if ((slot & ~ADDRESS) == wanted
                    && blocks.partitionKey(partition(slot)).equals(key)) {
                return partition(slot);
            }
        }
        return 0;
    }

    void add(long partition, int hash) {
        // Two thirds.
        if (3L * ++size > 2L * slots.length) {
            long[] before = slots;
            bits++;
            slots = new long[1 << bits];
            for (long slot : before) {
                if (slot != 0) {
                    put(slot);
                }
            }
        }
        put(slot(partition, hash));
    }

    private void put(long slot) {
        int mask = slots.length - 1;
        int at = home(slot);
        while (slots[at] != 0) {
            at = (at + 1) & mask;
        }
        slots[at] = slot;
    }

    /** A partition that is there, whose block still is. */
    void remove(long partition) {
        int mask = slots.length - 1;
        int gap = home(slot(partition, blocks.hash(partition)));
        while (partition(slots[gap]) != partition) {
            gap = (gap + 1) & mask;
        }
        size--;
        // What was put behind its place because of this one moves up.
        for (int at = (gap + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
            if (((at - home(slots[at])) & mask) >= ((at - gap) & mask)) {
                slots[gap] = slots[at];
                gap = at;
            }
        }
        slots[gap] = 0;
    }

    void forEach(LongConsumer partition) {
        for (long slot : slots) {
            if (slot != 0) {
                partition.accept(partition(slot));
            }
        }
    }
}

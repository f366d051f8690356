package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import java.util.function.LongConsumer;

/** The partitions of a table by key: a hash table of addresses with open addressing. A slot has 16 bits of the hash above the address. */
final class PartitionIndex {
    /** About what a partition costs, in bytes. */
    static final int SLOT_BYTES = 16;

    private static final int ADDRESS_BITS = 48;
    private static final long ADDRESS = (1L << ADDRESS_BITS) - 1;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final Blocks blocks;
    private long[] slots = new long[16];
    private int size;

    PartitionIndex(Blocks blocks) {
        this.blocks = blocks;
    }

    boolean isEmpty() {
        return size == 0;
    }

    static int hash(Slice key) {
        return (int) ((key.hashCode() * GOLDEN) >>> Integer.SIZE);
    }

    /** A partition's address, or 0. */
    long find(Slice key, int hash) {
        int mask = slots.length - 1;
        long tag = tag(hash);
        for (int at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
            long slot = slots[at];
            if ((slot & ~ADDRESS) == tag && blocks.partitionKey(slot & ADDRESS).equals(key)) {
                return slot & ADDRESS;
            }
        }
        return 0;
    }

    void add(long partition, int hash) {
        if (++size > slots.length / 2) {
            long[] before = slots;
            slots = new long[before.length * 2];
            for (long slot : before) {
                if (slot != 0) {
                    put(slot, blocks.hash(slot & ADDRESS));
                }
            }
        }
        put(tag(hash) | partition, hash);
    }

    private void put(long slot, int hash) {
        int mask = slots.length - 1;
        int at = hash & mask;
        while (slots[at] != 0) {
            at = (at + 1) & mask;
        }
        slots[at] = slot;
    }

    /** A partition that is there, whose block still is. */
    void remove(long partition) {
        int mask = slots.length - 1;
        int gap = blocks.hash(partition) & mask;
        while ((slots[gap] & ADDRESS) != partition) {
            gap = (gap + 1) & mask;
        }
        size--;
        // What was put behind its place because of this one moves up.
        for (int at = (gap + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
            int home = blocks.hash(slots[at] & ADDRESS) & mask;
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                slots[gap] = slots[at];
                gap = at;
            }
        }
        slots[gap] = 0;
    }

    void forEach(LongConsumer partition) {
        for (long slot : slots) {
            if (slot != 0) {
                partition.accept(slot & ADDRESS);
            }
        }
    }

    private static long tag(int hash) {
        return (long) (hash >>> 16) << ADDRESS_BITS;
    }
}

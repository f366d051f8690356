package io.lockweir.sink.write;

/**
 * A hash table of 128-bit digests, each with the ordinal of a file and a position in it: primitive arrays, open addressing.
 * The digests are as good as random, so that their own bits tell where to begin. Nothing is taken out but by
 * {@link #rebuild}.
 */
final class KeyTable {
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int NO_ORDINAL = 0;

    private long[] highs = new long[FIRST_CAPACITY];
    private long[] lows = new long[FIRST_CAPACITY];
    private int[] ordinals = new int[FIRST_CAPACITY];
    private int[] positions = new int[FIRST_CAPACITY];
    private int used;

    /** Slot of a digest, or the free one where it belongs. */
    int slot(long high, long low) {
        int slot = (int) (((high & 0xffff_ffffL) * ordinals.length) >>> Integer.SIZE);
        while (ordinals[slot] != NO_ORDINAL && (highs[slot] != high || lows[slot] != low)) {
            slot = slot + 1 == ordinals.length ? 0 : slot + 1;
        }
        return slot;
    }

    /** Of the file in a slot; 0 if the slot is free. */
    int ordinal(int slot) {
        return ordinals[slot];
    }

    int position(int slot) {
        return positions[slot];
    }

    /** Fills the slot that {@link #slot} told. */
    void set(int slot, long high, long low, int ordinal, int position) {
        if (ordinals[slot] == NO_ORDINAL) {
            used++;
        }
        highs[slot] = high;
        lows[slot] = low;
        ordinals[slot] = ordinal;
        positions[slot] = position;
    }

    /** Of the arrays; none when empty. */
    long heldBytes() {
        return used == 0 ? 0 : (2L * Long.BYTES + 2L * Integer.BYTES) * ordinals.length;
    }

    /** Whether {@link #rebuild} must come before the next new digest. */
    boolean crowded() {
        return used >= ordinals.length / 4 * 3;
    }

    /**
     * Takes out what belongs to old files, and makes room.
     *
     * @param firstOrdinal of the files that stay
     * @param expected entries that stay
     */
    void rebuild(int firstOrdinal, int expected) {
        int capacity = Math.max(FIRST_CAPACITY, Math.multiplyExact(2, expected));
        long[] oldHighs = highs;
        long[] oldLows = lows;
        int[] oldOrdinals = ordinals;
        int[] oldPositions = positions;
        highs = new long[capacity];
        lows = new long[capacity];
        ordinals = new int[capacity];
        positions = new int[capacity];
        used = 0;
        for (int i = 0; i < oldOrdinals.length; i++) {
            if (oldOrdinals[i] >= firstOrdinal && oldOrdinals[i] != NO_ORDINAL) {
                set(slot(oldHighs[i], oldLows[i]), oldHighs[i], oldLows[i], oldOrdinals[i], oldPositions[i]);
            }
        }
    }
}

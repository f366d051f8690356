package io.lockweir.encryption.shred;

import java.util.Arrays;

/**
 * A hash table from 16 random bytes to a few longs without an object per entry: open addressing over arrays of longs. Its keys are outputs of HMAC or HKDF, so
 * they are their own hash. Segments grow one by one and by a quarter, so that the load stays between 0.64 and 0.8 and no growth doubles the heap. Not
 * thread-safe.
 */
public final class CompactTable {
    private static final int SEGMENTS = 256;
    private static final int KEY_LONGS = 2;
    private static final int FIRST_SLOTS = 8;
    /** The first value of every entry is stored with this bit, so that no entry looks like an empty slot. */
    private static final long PRESENT = 1L << 63;

    private final int width;
    private final long[][] segments = new long[SEGMENTS][];
    private final int[] sizes = new int[SEGMENTS];
    private long size;

    /**
     * An empty table.
     *
     * @param values the number of longs of each entry, of which the first must not be negative
     */
    public CompactTable(int values) {
        this.width = KEY_LONGS + values;
        Arrays.setAll(segments, segment -> new long[0]);
    }

    /** How many entries there are. */
    public long size() {
        return size;
    }

    /** The bytes of its arrays. */
    public long bytes() {
        long longs = 0;
        for (long[] segment : segments) {
            longs += segment.length;
        }
        return longs * Long.BYTES;
    }

    /** Where an entry stands, for {@link #value} before the next {@link #put}; negative when there is none. */
    public long find(long high, long low) {
        int segment = segment(high);
        int slot = slot(segments[segment], high, low);
        return slot < 0 ? -1 : (long) segment << Integer.SIZE | slot;
    }

    /** One of the longs of the entry that {@link #find} found. */
    public long value(long place, int index) {
        long[] longs = segments[(int) (place >>> Integer.SIZE)];
        long value = longs[(int) place + KEY_LONGS + index];
        return index == 0 ? value & ~PRESENT : value;
    }

    /** Adds or replaces an entry. */
    public void put(long high, long low, long... values) {
        int segment = segment(high);
        int slot = slot(segments[segment], high, low);
        if (slot < 0) {
            if (5L * (sizes[segment] + 1) > 4L * (segments[segment].length / width)) {
                grow(segment);
                slot = slot(segments[segment], high, low);
            }
            slot = -slot - 1;
            sizes[segment]++;
            size++;
        }
        long[] longs = segments[segment];
        longs[slot] = high;
        longs[slot + 1] = low;
        System.arraycopy(values, 0, longs, slot + KEY_LONGS, width - KEY_LONGS);
        longs[slot + KEY_LONGS] |= PRESENT;
    }

    private void grow(int segment) {
        long[] old = segments[segment];
        int slots = Math.max(FIRST_SLOTS, old.length / width * 5 / 4 + 1);
        long[] grown = new long[slots * width];
        for (int from = 0; from < old.length; from += width) {
            if (old[from + KEY_LONGS] != 0) {
                int to = -slot(grown, old[from], old[from + 1]) - 1;
                System.arraycopy(old, from, grown, to, width);
            }
        }
        segments[segment] = grown;
    }

    /** The index of the entry's first long; of the free slot for it, minus its index and one, when absent; or -1 for an empty array. */
    private int slot(long[] longs, long high, long low) {
        int slots = longs.length / width;
        if (slots == 0) {
            return -1;
        }
        int slot = (int) Long.remainderUnsigned(low, slots);
        while (true) {
            int at = slot * width;
            if (longs[at + KEY_LONGS] == 0) {
                return -at - 1;
            }
            if (longs[at] == high && longs[at + 1] == low) {
                return at;
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
        }
    }

    private static int segment(long high) {
        return (int) (high >>> (Long.SIZE - Byte.SIZE));
    }
}

package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Blocks of bytes in a few large arrays, so that the collector neither copies nor follows millions of small objects. A block has an address, which is
 * never 0, and a size, which its owner knows. Blocks that are given back are used again for others of their size; when there is no more room, arrays of which
 * nothing is used for any, and larger blocks for smaller ones. Not thread safe.
 */
final class Slabs {
    private static final int SLAB_BITS = 20;
    /** With the header of the array less than a power of two: for the G1 collector a little more would be another region, and half of the heap lost. */
    static final int SLAB_BYTES = (1 << SLAB_BITS) - 64;

    /** Larger ones have an array of their own. */
    private static final int LARGE = 1 << (SLAB_BITS - 3);

    /** Addresses are multiples of two to this power, and at most 40 bits long. */
    static final int ALIGNED_BITS = 4;

    private static final int STEP = 1 << ALIGNED_BITS;
    private static final int MOST_SLABS = 1 << (40 - SLAB_BITS);
    private static final int EVEN_CLASSES = 32;
    private static final int EVEN_DOUBLING = 9;
    private static final int PER_DOUBLING = 8;
    private static final int EIGHTH = 3;
    private static final byte[] NOTHING = new byte[0];
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final long bound;
    private byte[][] slabs = new byte[16][];
    private int count;
    private final BitSet unused = new BitSet();
    private int[] used = new int[16];
    private final long[] free = new long[classOf(LARGE) + 1];
    private int current = -1;
    private int next = SLAB_BYTES;
    private long capacity;

    /** @param bound of all arrays together, in bytes, about */
    Slabs(long bound) {
        this.bound = bound;
    }

    /** What a block of this size takes. */
    static int taken(int size) {
        return size > LARGE ? size : sizeOf(classOf(size));
    }

    /**
     * A new block, whose content is anything; 0 if there is no room.
     *
     * @param size in bytes
     */
    long allocate(int size) {
        if (size > LARGE) {
            return large(size);
        }
        int wanted = classOf(size);
        long address = free[wanted] == 0 ? unusedYet(wanted) : pop(wanted);
        if (address != 0) {
            used[slabOf(address)] += sizeOf(wanted);
        }
        return address;
    }

    private long unusedYet(int wanted) {
        int bytes = sizeOf(wanted);
        if (SLAB_BYTES - next < bytes && !open()) {
            return cut(wanted);
        }
        long address = address(current, next);
        next += bytes;
        return address;
    }

    /** Gives a block back. */
    void release(long address, int size) {
        if (size > LARGE) {
            drop(slabOf(address));
        } else {
            int number = classOf(size);
            used[slabOf(address)] -= sizeOf(number);
            push(number, address);
        }
    }

    private void drop(int slab) {
        capacity -= slabs[slab].length;
        slabs[slab] = NOTHING;
        unused.set(slab);
    }

    private boolean hasRoom(int bytes) {
        return fits(bytes) || (dropUnused() && fits(bytes));
    }

    private boolean fits(int bytes) {
        return capacity + bytes <= bound && (count < MOST_SLABS || !unused.isEmpty());
    }

    /** Lets go of arrays of which nothing is used. */
    private boolean dropUnused() {
        BitSet dropped = new BitSet();
        for (int slab = 0; slab < count; slab++) {
            if (slab != current && used[slab] == 0 && slabs[slab].length == SLAB_BYTES) {
                dropped.set(slab);
            }
        }
        if (dropped.isEmpty()) {
            return false;
        }
        for (int number = 0; number < free.length; number++) {
            long rest = free[number];
            free[number] = 0;
            while (rest != 0) {
                long address = rest;
                rest = longAt(address);
                if (!dropped.get(slabOf(address))) {
                    push(number, address);
                }
            }
        }
        dropped.stream().forEach(this::drop);
        return true;
    }

    private long large(int size) {
        if (!hasRoom(STEP + size)) {
            return 0;
        }
        int slab = add(new byte[STEP + size]);
        used[slab] = size;
        return address(slab, STEP);
    }

    private int add(byte[] bytes) {
        capacity += bytes.length;
        int slab = unused.nextSetBit(0);
        if (slab < 0) {
            slab = count++;
            if (slab == slabs.length) {
                slabs = Arrays.copyOf(slabs, slab * 2);
                used = Arrays.copyOf(used, slab * 2);
            }
        } else {
            unused.clear(slab);
        }
        slabs[slab] = bytes;
        used[slab] = 0;
        return slab;
    }

    /** Begins another slab. */
    private boolean open() {
        if (current >= 0 && !hasRoom(SLAB_BYTES)) {
            return false;
        }
        scrap(address(Math.max(current, 0), next), SLAB_BYTES - next);
        current = add(new byte[SLAB_BYTES]);
        // No address is 0.
        next = STEP;
        return true;
    }

    /** Takes a part of a larger free block. */
    private long cut(int wanted) {
        for (int size = wanted + 1; size < free.length; size++) {
            if (free[size] != 0) {
                long address = pop(size);
                int bytes = sizeOf(wanted);
                scrap(address + bytes, sizeOf(size) - bytes);
                return address;
            }
        }
        return 0;
    }

    /** Makes free blocks of a range. */
    private void scrap(long address, int bytes) {
        long at = address;
        for (int rest = bytes; rest >= STEP; ) {
            int fitting = rest >= sizeOf(free.length - 1) ? free.length - 1 : classOf(rest);
            if (sizeOf(fitting) > rest) {
                fitting--;
            }
            push(fitting, at);
            at += sizeOf(fitting);
            rest -= sizeOf(fitting);
        }
    }

    private long pop(int size) {
        long address = free[size];
        free[size] = longAt(address);
        return address;
    }

    private void push(int size, long address) {
        putLong(address, free[size]);
        free[size] = address;
    }

    private static long address(int slab, int offset) {
        return ((long) slab << SLAB_BITS) | offset;
    }

    /** Sizes go up by 16 bytes at first, then by an eighth of the last power of two. */
    private static int classOf(int size) {
        if (size <= STEP * EVEN_CLASSES) {
            return Math.max(0, (size - 1) / STEP);
        }
        int doubling = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(size - 1);
        int eighths = (size - 1) >>> (doubling - EIGHTH);
        return EVEN_CLASSES + (doubling - EVEN_DOUBLING) * PER_DOUBLING + eighths - PER_DOUBLING;
    }

    private static int sizeOf(int number) {
        if (number < EVEN_CLASSES) {
            return (number + 1) * STEP;
        }
        int above = number - EVEN_CLASSES;
        int doubling = EVEN_DOUBLING + above / PER_DOUBLING;
        return (PER_DOUBLING + above % PER_DOUBLING + 1) << (doubling - EIGHTH);
    }

    private static int slabOf(long address) {
        return (int) (address >>> SLAB_BITS);
    }

    private byte[] slab(long address) {
        return slabs[slabOf(address)];
    }

    private static int offset(long address) {
        return (int) address & ((1 << SLAB_BITS) - 1);
    }

    long longAt(long address) {
        return (long) LONGS.get(slab(address), offset(address));
    }

    void putLong(long address, long value) {
        LONGS.set(slab(address), offset(address), value);
    }

    int intAt(long address) {
        return (int) INTS.get(slab(address), offset(address));
    }

    void putInt(long address, int value) {
        INTS.set(slab(address), offset(address), value);
    }

    void put(long address, Slice bytes) {
        if (!bytes.isEmpty()) {
            bytes.copyTo(slab(address), offset(address));
        }
    }

    void put(long address, byte[] bytes) {
        if (bytes.length > 0) {
            System.arraycopy(bytes, 0, slab(address), offset(address), bytes.length);
        }
    }

    byte[] copy(long address, int length) {
        if (length == 0) {
            // Behind the last block of an array there is no address.
            return NOTHING;
        }
        int from = offset(address);
        return Arrays.copyOfRange(slab(address), from, from + length);
    }

    /** Without copying: valid as long as the block is. */
    Slice view(long address, int length) {
        return length == 0 ? Slice.EMPTY : Slice.of(slab(address), offset(address), length);
    }
}

package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;
import java.util.Arrays;

/** Bytes of kept state in the making. Whole numbers are written seven bits at a time, the lowest first. */
final class StateWriter {

    private byte[] bytes = new byte[256];
    private int size;

    void reset() {
        size = 0;
    }

    void octet(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    void fixedLong(long value) {
        ensure(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Any number; small if it is not negative. */
    void number(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Any number; small if it is near zero. */
    void signed(long value) {
        number((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    /** The length, then the bytes. */
    void bytes(Slice value) {
        number(value.length());
        raw(value);
    }

    void raw(Slice value) {
        ensure(value.length());
        value.copyTo(bytes, size);
        size += value.length();
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}

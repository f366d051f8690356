package io.lockweir.cassandra.merge.order;

import io.lockweir.cassandra.format.Slice;
import java.util.Arrays;

/** Bytes of an order-preserving key in the making. Everything is written so that no key's end decides against its successor. */
final class KeyWriter {

    private static final int ESCAPE = 0x00;
    private static final int ESCAPED_ZERO = 0xFF;

    private byte[] bytes = new byte[32];
    private int size;

    int size() {
        return size;
    }

    void put(int octet) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) octet;
    }

    void putInt(int value) {
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            put(value >>> shift);
        }
    }

    void putLong(long value) {
        putInt((int) (value >>> Integer.SIZE));
        putInt((int) value);
    }

    /** As they are: for bytes whose number the type fixes. */
    void putFixed(Slice value, int from) {
        for (int i = from; i < value.length(); i++) {
            put(value.at(i));
        }
    }

    /** Bytes of any number, such that a prefix comes first: a zero is followed by 0xFF, the end is two zeros. */
    void putTerminated(Slice value) {
        for (int i = 0; i < value.length(); i++) {
            byte octet = value.at(i);
            put(octet);
            if (octet == ESCAPE) {
                put(ESCAPED_ZERO);
            }
        }
        put(ESCAPE);
        put(ESCAPE);
    }

    /** Turns the order of what was written since a position around. */
    void invertFrom(int start) {
        for (int i = start; i < size; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
    }

    Slice toSlice() {
        return Slice.of(Arrays.copyOf(bytes, size));
    }
}

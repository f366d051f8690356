package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;

/** Reads what {@link StateWriter} wrote, without copying. Bytes that are cut off throw {@link IndexOutOfBoundsException}. */
final class StateReader {

    private final byte[] bytes;
    private int offset;

    StateReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        return bytes[offset++] & 0xFF;
    }

    long fixedLong() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << Byte.SIZE) | octet();
        }
        return value;
    }

    long number() {
        long value = bytes[offset++];
        if (value >= 0) {
            return value;
        }
        value &= 0x7F;
        for (int shift = 7; shift < Long.SIZE; shift += 7) {
            byte next = bytes[offset++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number of more than 64 bits before " + offset);
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    int count() {
        long value = number();
        if (value < 0 || value > bytes.length) {
            throw new IndexOutOfBoundsException("a count of " + value + " in " + bytes.length + " bytes");
        }
        return (int) value;
    }

    Slice bytes() {
        return raw(count());
    }

    Slice raw(int length) {
        Slice value = length == 0 ? Slice.EMPTY : Slice.of(bytes, offset, length);
        offset += length;
        return value;
    }

    boolean atEnd() {
        return offset == bytes.length;
    }
}

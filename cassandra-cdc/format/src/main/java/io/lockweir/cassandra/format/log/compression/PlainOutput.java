package io.lockweir.cassandra.format.log.compression;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.Slice;

/** Where the LZ77 codecs write: literals, and copies of what was written before. */
final class PlainOutput {

    private final byte[] bytes;
    private int size;

    PlainOutput(int length) {
        bytes = new byte[length];
    }

    void literal(Cursor in, int length) {
        requireRoom(length);
        in.read(bytes, size, length);
        size += length;
    }

    /** Copies from so far back; source and target overlap when the distance is smaller than the length. */
    void copy(int distance, int length) {
        requireRoom(length);
        if (distance < 1 || distance > size) {
            throw Lengths.broken();
        }
        if (distance >= length) {
            System.arraycopy(bytes, size - distance, bytes, size, length);
        } else {
            for (int i = size; i < size + length; i++) {
                bytes[i] = bytes[i - distance];
            }
        }
        size += length;
    }

    Slice finish() {
        if (size != bytes.length) {
            throw Lengths.broken();
        }
        return Slice.of(bytes);
    }

    private void requireRoom(int length) {
        if (length < 0 || length > bytes.length - size) {
            throw Lengths.broken();
        }
    }
}

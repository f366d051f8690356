package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.Arrays;

/**
 * A growing array that one thread reuses from value to value, so that the hot path makes no garbage. It holds the last plaintext until
 * the next one or {@link #wipe}.
 */
public final class PlaintextBuffer {
    private static final int FIRST = 512;
    /** Beyond this a rare large value does not stay allocated. */
    private static final int KEPT = 1 << 16;

    /** So that the base64 form still fits an array. */
    private static final long LARGEST = 1_500_000_000;

    private byte[] bytes = new byte[FIRST];
    private int length;

    /** The array; only its first {@link #length} bytes count. */
    public byte[] array() {
        return bytes;
    }

    /** The number of bytes written. */
    public int length() {
        return length;
    }

    /** Forgets what was written. */
    public void reset() {
        length = 0;
        if (bytes.length > KEPT) {
            wipe();
            bytes = new byte[FIRST];
        }
    }

    /** Overwrites what was written. */
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
        length = 0;
    }

    void u8(int number) {
        room(1);
        bytes[length++] = (byte) number;
    }

    void u16(int number) {
        room(2);
        bytes[length++] = (byte) (number >>> 8);
        bytes[length++] = (byte) number;
    }

    void i32(int number) {
        room(4);
        putInt(length, number);
        length += 4;
    }

    void i64(long number) {
        i32((int) (number >>> 32));
        i32((int) number);
    }

    void raw(byte[] source) {
        raw(source, 0, source.length);
    }

    void raw(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** {@code 80 00*} up to a multiple of {@code pad}; nothing when it is 0. */
    void pad(int pad) {
        if (pad > 0) {
            u8(Plaintext.PADDING_STARTS);
            int rest = (pad - length % pad) % pad;
            room(rest);
            Arrays.fill(bytes, length, length + rest, (byte) 0);
            length += rest;
        }
    }

    /** Strict UTF-8. */
    void utf8(String text) {
        room(Utf8.longest(text));
        length = Utf8.encode(text, bytes, length);
    }

    /** {@code lp(utf8 name)}. */
    void name(String name) {
        int start = length + 2;
        u16(0);
        utf8(name);
        int count = length - start;
        bytes[start - 2] = (byte) (count >>> 8);
        bytes[start - 1] = (byte) count;
    }

    /** Leaves room for a length that is known only after its body. */
    int openLength() {
        i32(0);
        return length;
    }

    void closeLength(int start) {
        putInt(start - 4, length - start);
    }

    private void putInt(int at, int number) {
        bytes[at] = (byte) (number >>> 24);
        bytes[at + 1] = (byte) (number >>> 16);
        bytes[at + 2] = (byte) (number >>> 8);
        bytes[at + 3] = (byte) number;
    }

    private void room(long count) {
        if (bytes.length - length < count) {
            long needed = length + count;
            if (needed > LARGEST) {
                throw new EnvelopeException(Reason.TOO_LARGE, "The value is larger than " + LARGEST + " bytes");
            }
            byte[] old = bytes;
            bytes = Arrays.copyOf(old, (int) Math.min(LARGEST, Math.max(2L * old.length, needed)));
            Arrays.fill(old, (byte) 0);
        }
    }
}

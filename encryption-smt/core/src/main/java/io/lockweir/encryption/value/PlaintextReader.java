package io.lockweir.encryption.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;

/** A cursor over a plaintext that never reads past its end, nor trusts a declared length. */
final class PlaintextReader {
    private final byte[] bytes;
    private int limit;
    private int position;

    PlaintextReader(byte[] bytes) {
        this.bytes = bytes;
        this.limit = bytes.length;
    }

    int left() {
        return limit - position;
    }

    void end() {
        if (left() != 0) {
            throw Plaintext.malformed("has trailing bytes");
        }
    }

    /** Takes {@code 80 00*} off the end. */
    void stripPadding() {
        int end = limit;
        while (end > position && bytes[end - 1] == 0) {
            end--;
        }
        if (end <= position || (bytes[end - 1] & 0xFF) != Plaintext.PADDING_STARTS) {
            throw Plaintext.malformed("is marked as padded and has no padding");
        }
        limit = end - 1;
    }

    int u8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    int i32() {
        need(4);
        int at = position;
        position += 4;
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }

    long i64() {
        return (long) i32() << 32 | (i32() & 0xFFFFFFFFL);
    }

    /** A declared count, each item of which has at least {@code smallest} bytes. */
    int count(int declared, int smallest) {
        if (declared < 0 || declared > left() / smallest) {
            throw Plaintext.malformed("declares more items than it has bytes");
        }
        return declared;
    }

    /** A declared u32 length. */
    int length() {
        return count(i32(), 1);
    }

    boolean bool() {
        int number = u8();
        if (number > 1) {
            throw Plaintext.malformed("has a boolean that is neither 0 nor 1");
        }
        return number == 1;
    }

    String text(int count) {
        need(count);
        String text = Utf8.decode(bytes, position, count);
        position += count;
        return text;
    }

    byte[] raw(int count) {
        need(count);
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    BigDecimal decimal(int count) {
        if (count < 5) {
            throw Plaintext.malformed("has a decimal without digits");
        }
        int scale = i32();
        byte[] unscaled = raw(count - 4);
        boolean redundant = unscaled.length > 1
                && ((unscaled[0] == 0 && unscaled[1] >= 0) || (unscaled[0] == -1 && unscaled[1] < 0));
        if (redundant) {
            throw Plaintext.malformed("has a decimal that is not minimal");
        }
        return new BigDecimal(new BigInteger(unscaled), scale);
    }

    UUID uuid() {
        return new UUID(i64(), i64());
    }

    private void need(int count) {
        if (count < 0 || count > left()) {
            throw Plaintext.malformed("ends early");
        }
    }
}

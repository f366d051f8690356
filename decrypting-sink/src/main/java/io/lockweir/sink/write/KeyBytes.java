package io.lockweir.sink.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array, used again for each key. */
final class KeyBytes {
    private static final int FIRST_CAPACITY = 64;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void add(long value) {
        reserve(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** With its length before it, as all that has no fixed one. */
    void add(CharSequence text) {
        add(text.length());
        reserve(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes[size++] = (byte) (c >> 8);
            bytes[size++] = (byte) c;
        }
    }

    void add(byte[] value) {
        add(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void add(ByteBuffer value) {
        int length = value.remaining();
        add(length);
        reserve(length);
        value.get(value.position(), bytes, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}

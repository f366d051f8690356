package io.lockweir.cassandra.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Checksum;

/**
 * Some bytes inside a larger array, not copied. Nobody may change the array: slices are values, equal if their bytes are.
 *
 * <p>A slice keeps the whole array alive, for slices of a log the chunk that was read: {@link #copy} what is kept for long. Bytes are
 * data of the database, therefore {@link #toString} tells their number only.
 */
public final class Slice implements Comparable<Slice> {

    /** No bytes at all: what Cassandra calls an empty value, which is not null. */
    public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Slice(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * A range of an array.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public static Slice of(byte[] array, int offset, int length) {
        if ((offset | length | (array.length - length - offset)) < 0) {
            throw new IndexOutOfBoundsException(offset + "+" + length + " of " + array.length + " bytes");
        }
        return new Slice(array, offset, length);
    }

    public static Slice of(byte[] array) {
        return new Slice(array, 0, array.length);
    }

    public static Slice utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte at(int index) {
        return array[offset + within(index, 1)];
    }

    /** Big endian. */
    public int intAt(int index) {
        return (int) INTS.get(array, offset + within(index, Integer.BYTES));
    }

    /** Big endian. */
    public long longAt(int index) {
        return (long) LONGS.get(array, offset + within(index, Long.BYTES));
    }

    /** Big endian, unsigned. */
    public int shortAt(int index) {
        return ((at(index) & 0xFF) << Byte.SIZE) | (at(index + 1) & 0xFF);
    }

    /**
     * A range of this slice.
     *
     * @throws IndexOutOfBoundsException if the range is not inside this slice
     */
    public Slice slice(int from, int bytes) {
        if ((from | bytes | (length - bytes - from)) < 0) {
            throw new IndexOutOfBoundsException(from + "+" + bytes + " of " + length + " bytes");
        }
        return new Slice(array, offset + from, bytes);
    }

    /** The same bytes in an array of their own. */
    public Slice copy() {
        return length == 0 ? EMPTY : of(toByteArray());
    }

    /** Copies all bytes into an array. */
    public void copyTo(byte[] target, int from) {
        System.arraycopy(array, offset, target, from, length);
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Adds a range to a checksum. */
    public void updateChecksum(Checksum checksum, int from, int bytes) {
        checksum.update(array, offset + within(from, bytes), bytes);
    }

    /** A read-only view, without copying. */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    public String toUtf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** By unsigned bytes, a prefix first: how Cassandra orders blobs and text, and breaks ties between values. */
    @Override
    public int compareTo(Slice other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Slice other
                && Arrays.equals(
                        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Slice[" + length + " bytes]";
    }

    static Slice unchecked(byte[] array, int offset, int length) {
        return new Slice(array, offset, length);
    }

    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    /** Whether these bytes stand at a place of an array, before its limit. */
    boolean isAt(byte[] other, int at, int limit) {
        return length <= limit - at && Arrays.equals(array, offset, offset + length, other, at, at + length);
    }

    private int within(int index, int bytes) {
        if (index < 0 || index > length - bytes) {
            throw new IndexOutOfBoundsException(bytes + " bytes at " + index + " of " + length);
        }
        return index;
    }
}

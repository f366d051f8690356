package io.lockweir.cassandra.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the bytes of a slice from front to back, never beyond its end. Numbers are big endian.
 *
 * <p>Every method throws {@link MalformedBytesException} if the bytes end too soon or a length is not possible. Not thread safe.
 */
public final class Cursor {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] array = new byte[0];
    private int position;
    private int limit;

    public static Cursor over(Slice slice) {
        Cursor cursor = new Cursor();
        cursor.reset(slice);
        return cursor;
    }

    /** Starts over with other bytes. */
    public void reset(Slice slice) {
        array = slice.array();
        position = slice.offset();
        limit = position + slice.length();
    }

    public int remaining() {
        return limit - position;
    }

    public int unsignedByte() {
        return array[advance(1)] & 0xFF;
    }

    public int unsignedShort() {
        int at = advance(Short.BYTES);
        return ((array[at] & 0xFF) << Byte.SIZE) | (array[at + 1] & 0xFF);
    }

    public int int32() {
        return (int) INTS.get(array, advance(Integer.BYTES));
    }

    public long int64() {
        return (long) LONGS.get(array, advance(Long.BYTES));
    }

    /**
     * Cassandra's variable-length integer: as many ones lead the first byte as bytes follow it; the rest is the number.
     */
    public long vint() {
        int first = array[advance(1)];
        if (first >= 0) {
            return first;
        }
        int following = Integer.numberOfLeadingZeros(~first) - (Integer.SIZE - Byte.SIZE);
        int at = advance(following);
        long value = first & (0xFF >> following);
        for (int i = 0; i < following; i++) {
            value = (value << Byte.SIZE) | (array[at + i] & 0xFF);
        }
        return value;
    }

    /** A {@link #vint} that says how many of something follow, each of at least so many bytes. */
    public int count(int leastBytesEach) {
        long count = vint();
        if (count < 0 || count * leastBytesEach > remaining() || count > remaining()) {
            throw new MalformedBytesException("a count that the bytes left cannot hold");
        }
        return (int) count;
    }

    /** As many bytes as a leading {@link #vint} says. */
    public Slice sliceWithVintLength() {
        long length = vint();
        if (length < 0 || length > remaining()) {
            throw tooShort();
        }
        return slice((int) length);
    }

    public Slice slice(int length) {
        return length == 0 ? Slice.EMPTY : Slice.unchecked(array, advance(length), length);
    }

    public void skip(int bytes) {
        advance(bytes);
    }

    /** Copies the next bytes into an array. */
    public void read(byte[] target, int offset, int bytes) {
        System.arraycopy(array, advance(bytes), target, offset, bytes);
    }

    /** Whether the next bytes are these; if so, skips them. */
    public boolean skipIfNext(Slice expected) {
        if (!expected.isAt(array, position, limit)) {
            return false;
        }
        position += expected.length();
        return true;
    }

    /** A mark for {@link #since}. */
    public int mark() {
        return position;
    }

    /** The bytes read since a mark. */
    public Slice since(int mark) {
        return Slice.of(array, mark, position - mark);
    }

    /** Goes back to a mark. */
    public void rewind(int mark) {
        position = mark;
    }

    private int advance(int bytes) {
        int at = position;
        if (bytes < 0 || bytes > limit - at) {
            throw tooShort();
        }
        position = at + bytes;
        return at;
    }

    private static MalformedBytesException tooShort() {
        return new MalformedBytesException("the bytes end too soon");
    }
}

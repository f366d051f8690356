package io.lockweir.encryption.envelope;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** The 16-byte id of a data key, which commits to the key. Public: it stands in every envelope. */
public final class DekId {
    /** Its length in bytes. */
    public static final int LENGTH = 16;

    private final byte[] bytes;

    private DekId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The id of exactly 16 bytes, copied. */
    public static DekId of(byte[] bytes) {
        return at(bytes, 0, bytes.length);
    }

    /** The id that stands in a larger array. */
    public static DekId at(byte[] bytes, int offset) {
        return at(bytes, offset, LENGTH);
    }

    private static DekId at(byte[] bytes, int offset, int length) {
        if (length != LENGTH || offset < 0 || bytes.length - offset < LENGTH) {
            throw new IllegalArgumentException("A data key id has " + LENGTH + " bytes");
        }
        return new DekId(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
    }

    /** A copy of its bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Writes it into a larger array. */
    public void writeTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, LENGTH);
    }

    /** Whether the array holds this id at the offset. */
    public boolean standsIn(byte[] array, int offset) {
        return Arrays.equals(bytes, 0, LENGTH, array, offset, offset + LENGTH);
    }

    /** In constant time: ids are compared to decide whether a key is genuine. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DekId id && MessageDigest.isEqual(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}

package io.lockweir.cassandra.merge.order;

import io.lockweir.cassandra.format.Slice;

/** UUIDs: of version 1 by their time. Their last eight bytes compare as signed bytes in {@code timeuuid}, unsigned in {@code uuid}. */
final class UuidOrders {

    private static final long SIGN_OF_EACH_BYTE = 0x8080_8080_8080_8080L;

    private UuidOrders() {}

    static void timeUuid(Slice value, KeyWriter key) {
        key.putLong(time(value.longAt(0)));
        key.putLong(value.longAt(Long.BYTES) ^ SIGN_OF_EACH_BYTE);
    }

    static void uuid(Slice value, KeyWriter key) {
        long high = value.longAt(0);
        int version = (int) (high >>> 12) & 0xF;
        key.put(version);
        key.putLong(version == 1 ? time(high) : high);
        key.putLong(value.longAt(Long.BYTES));
    }

    /** The time in order: its high 12 bits, its middle, its low part; the version is left out. */
    private static long time(long high) {
        return ((high & 0x0FFFL) << 48) | ((high & 0xFFFF_0000L) << 16) | (high >>> 32);
    }
}

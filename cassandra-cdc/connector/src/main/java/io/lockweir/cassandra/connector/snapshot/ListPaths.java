package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import java.nio.ByteBuffer;

/**
 * Paths of the elements of a list that a query returned: no query tells the real ones. They lie behind those that Cassandra gives to elements put
 * before a list (mirrored at the start of 2010) and before those of elements put behind it (of now), and tell that they were made here.
 */
final class ListPaths {
    /** 2010-01-01 in the steps of a time UUID, 100 ns since 1582-10-15. Source: {@code Lists.java} of Cassandra, REFERENCE_TIME. */
    private static final long REFERENCE = 134_815_968_000_000_000L;

    /** No clock sequence and node have these bytes: the variant is none of a time UUID's, yet it compares as one. */
    private static final long MADE_HERE = 0x2010_2010_2010_0000L;

    private static final long GENERATION = 0xFFFFL;

    private ListPaths() {}

    /** @param generation another each time the list was read anew, so that elements which are gone meet none of these */
    static Slice of(int index, int generation) {
        long time = REFERENCE + index;
        long low = time & 0xFFFF_FFFFL;
        long middle = (time >>> 32) & 0xFFFF;
        long high = (time >>> 48) & 0x0FFF;
        long mostSignificant = (low << 32) | (middle << 16) | 0x1000 | high;
        return Slice.of(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(mostSignificant)
                .putLong(MADE_HERE | (generation & GENERATION))
                .array());
    }

    static boolean isMadeHere(Slice path) {
        return path.length() == 2 * Long.BYTES && (path.longAt(Long.BYTES) & ~GENERATION) == MADE_HERE;
    }

    static int generation(Slice path) {
        return (int) (path.longAt(Long.BYTES) & GENERATION);
    }
}

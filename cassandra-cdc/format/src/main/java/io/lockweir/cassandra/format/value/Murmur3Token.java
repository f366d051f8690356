package io.lockweir.cassandra.format.value;

import io.lockweir.cassandra.format.Slice;

/**
 * Where a partition stands on the ring of a cluster with {@code Murmur3Partitioner}, the default: what CQL's {@code token()} gives.
 *
 * <p>The first half of Murmur3's 128-bit hash for x64, seed 0, with the one difference that Cassandra made first and cannot take back: in the last
 * block, of less than 16 bytes, bytes count as signed. Sources: Austin Appleby's public domain {@code MurmurHash3.cpp}; {@code
 * Murmur3Partitioner} of Cassandra 4.1 and 5.0 for what becomes of the least number.
 */
public final class Murmur3Token {

    private static final long C1 = 0x87C37B91114253D5L;
    private static final long C2 = 0x4CF5AD432745937FL;
    private static final int BLOCK = 2 * Long.BYTES;

    private Murmur3Token() {}

    /** The token of a partition key as the node stores it, never {@link Long#MIN_VALUE}, which stands for the start of the ring. */
    public static long of(Slice key) {
        int length = key.length();
        long first = 0;
        long second = 0;
        int whole = length - length % BLOCK;
        for (int at = 0; at < whole; at += BLOCK) {
            first ^= mixFirst(Long.reverseBytes(key.longAt(at)));
            first = (Long.rotateLeft(first, 27) + second) * 5 + 0x52DCE729L;
            second ^= mixSecond(Long.reverseBytes(key.longAt(at + Long.BYTES)));
            second = (Long.rotateLeft(second, 31) + first) * 5 + 0x38495AB5L;
        }
        int middle = Math.min(length, whole + Long.BYTES);
        first ^= mixFirst(tail(key, whole, middle));
        second ^= mixSecond(tail(key, middle, length));
        first ^= length;
        second ^= length;
        first += second;
        second += first;
        first = finish(first);
        long token = first + finish(second);
        return token == Long.MIN_VALUE ? Long.MAX_VALUE : token;
    }

    /** Little endian; each byte signed. Zero of no bytes, which mixes to zero. */
    private static long tail(Slice key, int from, int to) {
        long value = 0;
        for (int i = to - 1; i >= from; i--) {
            value ^= (long) key.at(i) << (Byte.SIZE * (i - from));
        }
        return value;
    }

    private static long mixFirst(long block) {
        return Long.rotateLeft(block * C1, 31) * C2;
    }

    private static long mixSecond(long block) {
        return Long.rotateLeft(block * C2, 33) * C1;
    }

    private static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}

package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.value.Murmur3Token;

/**
 * A row's place among all rows of its table, in the order in which a query without conditions returns them.
 *
 * @param token of the partition
 * @param key of the partition, as the node stores it
 * @param row by the order of the partition's rows; empty of the static row, before all others
 */
record RingPosition(long token, Slice key, Slice row) implements Comparable<RingPosition> {
    static RingPosition of(Slice key, Slice row) {
        return new RingPosition(Murmur3Token.of(key), key, row);
    }

    /** Negative, zero or positive as the partition comes before, is the same, or comes behind. */
    int comparePartition(RingPosition other) {
        int byToken = Long.compare(token, other.token);
        return byToken != 0 ? byToken : key.compareTo(other.key);
    }

    @Override
    public int compareTo(RingPosition other) {
        int byPartition = comparePartition(other);
        return byPartition != 0 ? byPartition : row.compareTo(other.row);
    }

    /** Without the keys, which are data. */
    @Override
    public String toString() {
        return "token " + token;
    }
}

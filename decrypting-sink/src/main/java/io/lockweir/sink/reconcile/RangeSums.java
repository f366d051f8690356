package io.lockweir.sink.reconcile;

import java.util.BitSet;

/**
 * A count and a sum of row digests for each range of keys: in any order the same, and, added modulo 2^128, other if a row
 * comes twice. 1.5 MB, however many rows there are.
 */
final class RangeSums {
    private final long[] counts = new long[Digest.RANGES];
    private final long[] high = new long[Digest.RANGES];
    private final long[] low = new long[Digest.RANGES];
    private long rows;

    void add(RowPrint print) {
        int range = print.key().range();
        rows++;
        counts[range]++;
        long sum = low[range] + print.row().low();
        long carry = Long.compareUnsigned(sum, low[range]) < 0 ? 1 : 0;
        low[range] = sum;
        high[range] += print.row().high() + carry;
    }

    long rows() {
        return rows;
    }

    long count(int range) {
        return counts[range];
    }

    /** Ranges that hold anything. */
    int filled() {
        int filled = 0;
        for (long count : counts) {
            filled += count > 0 ? 1 : 0;
        }
        return filled;
    }

    BitSet differing(RangeSums other) {
        BitSet differing = new BitSet(Digest.RANGES);
        for (int range = 0; range < Digest.RANGES; range++) {
            differing.set(
                    range,
                    counts[range] != other.counts[range]
                            || high[range] != other.high[range]
                            || low[range] != other.low[range]);
        }
        return differing;
    }
}

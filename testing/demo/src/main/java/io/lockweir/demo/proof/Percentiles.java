package io.lockweir.demo.proof;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Exact percentiles of many non-negative millisecond values, eight bytes each. Not thread-safe. */
public final class Percentiles {
    private long[] values = new long[1024];
    private int count;

    public void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = Math.max(0, value);
    }

    /** The smallest value that at least this fraction of all values does not exceed; null without values, never a made-up 0. */
    public @Nullable Long at(double fraction) {
        if (count == 0) {
            return null;
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(fraction * count) - 1)];
    }
}

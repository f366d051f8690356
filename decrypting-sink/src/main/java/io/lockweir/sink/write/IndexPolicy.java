package io.lockweir.sink.write;

import java.time.Duration;

/**
 * How much a {@link KeyIndex} remembers.
 *
 * @param entries rows at most, beside those of the open slice; none if 0
 * @param maxAge of what was committed: older files are left to compaction
 */
public record IndexPolicy(int entries, Duration maxAge) {

    public static final IndexPolicy DEFAULT = new IndexPolicy(1_000_000, Duration.ofMinutes(5));

    public IndexPolicy {
        if (entries < 0 || maxAge.isNegative()) {
            throw new IllegalArgumentException("Less than nothing to remember: " + entries + ", " + maxAge);
        }
    }
}

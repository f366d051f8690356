package io.lockweir.registry;

import java.time.Duration;

/**
 * How much of what the registry said is kept, and for how long.
 *
 * @param size entries of each kind at most, at least 1
 * @param ttl how long something is used before it is asked for again
 * @param maxStale how much longer while nobody answers: {@code ttl + maxStale} bounds every revocation
 */
public record CacheBounds(int size, Duration ttl, Duration maxStale) {
    public CacheBounds {
        if (size < 1 || ttl.isNegative() || ttl.isZero() || maxStale.isNegative()) {
            throw new IllegalArgumentException(
                    "A cache has room for at least one entry, a time to live, and no negative staleness");
        }
    }
}

package io.lockweir.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many values this process encrypted under each data key with random IVs, however often the key was fetched. SP 800-38D, 8.3, allows
 * 2^32 with random 96-bit IVs, over all processes that share the key; this one counts its own. For many threads. One number a data key
 * that this process encrypts with, which are few.
 */
final class UseCounts {
    private final long most;
    private final Map<Version, AtomicLong> counts = new ConcurrentHashMap<>();

    UseCounts(long most) {
        this.most = most;
    }

    /** Counts one more, unless that is one too many. */
    boolean take(DekScope scope, int version) {
        if (scope.algorithm().isDeterministic()) {
            return true;
        }
        AtomicLong count = counts.computeIfAbsent(new Version(scope, version), unused -> new AtomicLong());
        return count.getAndUpdate(uses -> Math.min(most, uses + 1)) < most;
    }

    boolean isSpent(DekScope scope, int version) {
        AtomicLong count = counts.get(new Version(scope, version));
        return count != null && count.get() >= most;
    }

    private record Version(DekScope scope, int version) {}
}

package io.lockweir.sink.feed;

/** What went wrong in a row for one table, and when to try again. */
final class Setbacks {
    /** In a row before the table holds: a grant takes its time to arrive. Outages are waited out. */
    private static final int REFUSALS = 10;

    private static final long CONDITION_RETRY_MS = 5_000;

    private int failures;
    private int refusals;
    private long retryAtMs;

    boolean over(long nowMs) {
        return nowMs >= retryAtMs;
    }

    /** A slice was filled. */
    void clear() {
        failures = 0;
        refusals = 0;
    }

    /** A condition of a slice was not met. */
    void unmet(long nowMs) {
        retryAtMs = nowMs + CONDITION_RETRY_MS;
    }

    /** A slice could not be filled. Returns how often that was so. */
    int failed(RuntimeException e, long nowMs) {
        failures++;
        refusals = WriteFailure.refused(e) ? refusals + 1 : 0;
        retryAtMs = nowMs + Math.min(30_000L, 500L << Math.min(failures, 6));
        return failures;
    }

    /** Whether no further attempt is worth it. */
    boolean hopeless() {
        return refusals >= REFUSALS;
    }
}

package io.lockweir.sink.commit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between rounds.
 *
 * @param gather wait before a first attempt, so that the slices of the worker's other tasks share its snapshot
 * @param firstDelay after a first failure; doubles with each further one
 * @param longestDelay never more than this
 * @param refusals attempts a catalog may refuse before the table holds
 * @param fileMemory for how long a data file that landed may be given deletion vectors; slices that come later with positions
 *     in it are read again
 */
public record CommitPolicy(
        Duration gather, Duration firstDelay, Duration longestDelay, int refusals, Duration fileMemory) {

    private static final long LONGEST_TURN_MS = 6_000;

    public static final CommitPolicy DEFAULT = new CommitPolicy(
            Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(30), 5, Duration.ofMinutes(30));

    public CommitPolicy withGather(Duration wait) {
        return new CommitPolicy(wait, firstDelay, longestDelay, refusals, fileMemory);
    }

    public CommitPolicy withFileMemory(Duration memory) {
        return new CommitPolicy(gather, firstDelay, longestDelay, refusals, memory);
    }

    /** Jittered between half and all of the delay, so that the workers do not come back at once. */
    long delayMs(int failures, RandomGenerator random) {
        long delay = Math.min(longestDelay.toMillis(), firstDelay.toMillis() << Math.min(failures - 1, 20));
        return delay / 2 + random.nextLong(delay / 2 + 1);
    }

    /**
     * After somebody else's commit came first: the catalog is well, and waiting long would only leave the turn to others.
     * The more often in a row, the more there are who take turns, and the wider they spread.
     */
    long conflictDelayMs(int failures, RandomGenerator random) {
        long most = Math.min(LONGEST_TURN_MS, firstDelay.toMillis() << Math.min(failures - 1, 20));
        return random.nextLong(most + 1);
    }
}

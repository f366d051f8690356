package io.lockweir.sink.feed;

import io.lockweir.sink.hold.HoldAnswer;
import java.time.Duration;
import java.util.Map;

/**
 * How feeds behave.
 *
 * @param commitInterval between cuts with rows
 * @param idleInterval between cuts that only advance
 * @param sliceBytes size at which a slice is cut early
 * @param uncommitted slices on their way at which a table takes no more
 * @param phaseMs shifts the cuts of a connector against those of others
 */
public record FeedSettings(
        Duration commitInterval,
        Duration idleInterval,
        long sliceBytes,
        int uncommitted,
        long phaseMs,
        Map<String, HoldAnswer> answers) {

    public FeedSettings {
        answers = Map.copyOf(answers);
    }

    /**
     * The next moment to cut: the tasks of a connector cut a table together, so that their slices share a snapshot, and
     * connectors at different moments.
     */
    long nextCutMs(long nowMs) {
        long interval = commitInterval.toMillis();
        return Math.floorDiv(nowMs - phaseMs, interval) * interval + interval + phaseMs;
    }
}

package io.lockweir.sink.feed;

import io.lockweir.sink.hold.HoldAnswer;
import io.lockweir.sink.write.IndexPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * How feeds behave.
 *
 * @param commitInterval between cuts with rows
 * @param idleInterval between cuts that only advance
 * @param probeInterval between questions whether the ends of logs are reached; zero for none
 * @param alarmPercent first part of a log in which a table that lags is in danger; 0 for no alarm
 * @param sliceBytes size at which a slice is cut early
 * @param uncommitted slices on their way at which a table takes no more
 * @param upserted tables in which a key has one row
 * @param index what is remembered of the rows of upserted tables
 * @param memoryBytes heap that a task's files and slices may take, as estimated, all tables together
 * @param phaseSeed shifts the cuts of a connector on a worker against those of others
 */
public record FeedSettings(
        Duration commitInterval,
        Duration idleInterval,
        Duration probeInterval,
        int alarmPercent,
        long sliceBytes,
        int uncommitted,
        Predicate<TableIdentifier> upserted,
        IndexPolicy index,
        long memoryBytes,
        long phaseSeed,
        Map<String, HoldAnswer> answers) {

    public FeedSettings {
        answers = Map.copyOf(answers);
    }

    /**
     * The next moment to cut: the tasks of a connector on a worker cut a table together, so that their slices share a
     * snapshot; tables, connectors and workers, which would only be in each other's way, at different moments.
     */
    long nextCutMs(TableIdentifier table, long nowMs) {
        long interval = commitInterval.toMillis();
        // Of the text, whose hash is the same in every JVM.
        long phase = Math.floorMod(mixed(31 * phaseSeed + table.toString().hashCode()), interval);
        return Math.floorDiv(nowMs - phase, interval) * interval + interval + phase;
    }

    /** Names that are alike have hashes that are, a few milliseconds apart. By the finalizer of SplitMix64. */
    private static long mixed(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

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
 * @param sliceBytes size at which a slice is cut early
 * @param uncommitted slices on their way at which a table takes no more
 * @param upserted tables in which a key has one row
 * @param index what is remembered of the rows of upserted tables
 * @param phaseMs shifts the cuts of a connector against those of others
 */
public record FeedSettings(
        Duration commitInterval,
        Duration idleInterval,
        long sliceBytes,
        int uncommitted,
        Predicate<TableIdentifier> upserted,
        IndexPolicy index,
        long phaseMs,
        Map<String, HoldAnswer> answers) {

    public FeedSettings {
        answers = Map.copyOf(answers);
    }

    /**
     * The next moment to cut: the tasks of a connector cut a table together, so that their slices share a snapshot, and
     * tables and connectors at different moments.
     */
    long nextCutMs(TableIdentifier table, long nowMs) {
        long interval = commitInterval.toMillis();
        // Of the text, whose hash is the same in every JVM.
        long phase = Math.floorMod(phaseMs + table.toString().hashCode(), interval);
        return Math.floorDiv(nowMs - phase, interval) * interval + interval + phase;
    }
}

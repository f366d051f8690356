package io.lockweir.sink.feed;

import io.lockweir.sink.commit.Slice;
import io.lockweir.sink.facts.SliceFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to which time one task has brought everything to one table: of each partition the time of its last row, or, where a
 * probe stood at the end of the log, of that probe. What a source has not yet written to Kafka is not known to it.
 */
final class Freshness {
    private final Map<TopicPartition, Long> through = new HashMap<>();
    private final LogDistance distance;
    /** Slices of all partitions that are being read now. */
    private final Set<String> ofAll = new HashSet<>();

    private long cutMs = SliceFacts.NO_TIME;
    private long landedMs = SliceFacts.NO_TIME;

    /** @param alarmPercent as in {@link LogDistance} */
    Freshness(TableIdentifier table, int alarmPercent) {
        this.distance = new LogDistance(table, alarmPercent);
    }

    /** A probe looked at a log. */
    void probed(TopicPartition partition, LogEnds.Found found) {
        distance.probed(partition, found.probed());
        if (found.probed().reached()) {
            through.merge(partition, found.askedMs(), Math::max);
        }
    }

    /** Rows came; the time of the last one, by partition. */
    void rows(Map<TopicPartition, Long> lastEventMs) {
        lastEventMs.forEach((partition, ms) -> through.merge(partition, ms, Math::max));
    }

    void forget() {
        through.clear();
    }

    /** One more partition is being read: what was said was said of the others. */
    void began() {
        ofAll.clear();
        cutMs = SliceFacts.NO_TIME;
        landedMs = SliceFacts.NO_TIME;
    }

    /** The least of these partitions; {@link SliceFacts#NO_TIME} if of one nothing is known. */
    long validThroughMs(Set<TopicPartition> partitions) {
        return partitions.stream()
                .mapToLong(partition -> through.getOrDefault(partition, SliceFacts.NO_TIME))
                .min()
                .orElse(SliceFacts.NO_TIME);
    }

    /** Whether there is more to tell than by the slice that was cut last. */
    boolean moved(Set<TopicPartition> partitions) {
        return validThroughMs(partitions) > cutMs;
    }

    void cut(Slice slice) {
        cutMs = Math.max(cutMs, slice.validThroughMs());
        ofAll.add(slice.id());
    }

    void landed(Slice slice) {
        if (ofAll.remove(slice.id())) {
            landedMs = Math.max(landedMs, slice.validThroughMs());
        }
    }

    /** How the table stands while rows are on their way: as its snapshots say. */
    Standing busy(Set<TopicPartition> partitions, ToLongFunction<TopicPartition> committed) {
        return distance.standing(landedMs, partitions, committed);
    }

    /** How it stands when every row that was read is in it: what a probe found is true of it already. */
    Standing calm(Set<TopicPartition> partitions, ToLongFunction<TopicPartition> next) {
        return distance.standing(Math.max(landedMs, validThroughMs(partitions)), partitions, next);
    }
}

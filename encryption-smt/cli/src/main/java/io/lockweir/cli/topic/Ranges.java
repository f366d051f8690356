package io.lockweir.cli.topic;

import io.lockweir.cli.config.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The offsets of a topic when a command began. What is written later is not looked at. */
record Ranges(Map<TopicPartition, Range> partitions) {
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    /** From inclusive, to exclusive. */
    record Range(long from, long to) {
        Range {
            if (to < from) {
                throw new IllegalArgumentException("A range ends before it begins");
            }
        }

        long size() {
            return to - from;
        }
    }

    Ranges {
        Map<TopicPartition, Range> sorted = new TreeMap<>(ORDER);
        sorted.putAll(partitions);
        partitions = java.util.Collections.unmodifiableMap(sorted);
    }

    static Ranges of(Map<TopicPartition, Long> begin, Map<TopicPartition, Long> end) {
        Map<TopicPartition, Range> ranges = new TreeMap<>(ORDER);
        begin.forEach((partition, from) ->
                ranges.put(partition, new Range(from, Math.max(from, end.getOrDefault(partition, from)))));
        return new Ranges(ranges);
    }

    /**
     * Where a copy goes on.
     *
     * @param positions where it stopped; partitions that are new since then are not among them
     * @throws UsageException if not all records are there that came since, or it is another topic's position
     */
    Map<TopicPartition, Long> resumed(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> resumed = new HashMap<>();
        partitions.forEach((partition, range) -> {
            long position = positions.getOrDefault(partition, range.from());
            if (position < range.from()) {
                throw new UsageException("Partition " + partition + " has lost records behind offset " + position
                        + ", where the copy stopped. Copy again to a new topic.");
            }
            if (position > range.to()) {
                throw new UsageException("Partition " + partition + " ends at offset " + range.to()
                        + ", before offset " + position
                        + ", where the copy stopped: the topic was made anew. Copy it to a new topic.");
            }
            resumed.put(partition, position);
        });
        return resumed;
    }

    /** Offsets, gaps of compaction and transactions included. */
    long size() {
        return partitions.values().stream().mapToLong(Range::size).sum();
    }

    /** An offset to look at. */
    record Target(TopicPartition partition, long offset) {}

    /**
     * Offsets spread over the whole topic: it is cut into as many equal pieces as are wanted, and each gives a random one.
     *
     * @param wanted at least 1
     */
    List<Target> sample(int wanted, Random random) {
        long size = size();
        List<Target> targets = new ArrayList<>();
        long pieces = Math.min(wanted, size);
        for (long piece = 0; piece < pieces; piece++) {
            long from = size * piece / pieces;
            long to = Math.max(from + 1, size * (piece + 1) / pieces);
            targets.add(at(from + random.nextLong(to - from)));
        }
        return targets;
    }

    private Target at(long index) {
        long left = index;
        for (Map.Entry<TopicPartition, Range> each : partitions.entrySet()) {
            long size = each.getValue().size();
            if (left < size) {
                return new Target(each.getKey(), each.getValue().from() + left);
            }
            left -= size;
        }
        throw new IllegalArgumentException("There is no offset number " + index);
    }
}

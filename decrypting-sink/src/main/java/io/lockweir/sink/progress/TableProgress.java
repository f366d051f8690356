package io.lockweir.sink.progress;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything the properties of one table say about sources, as seen by one sink.
 *
 * @param partitions own progress
 * @param sources own topics' identities
 * @param answers HOLD ids already answered, with what was recorded
 * @param partitionCounts of own topics, as far as recorded
 * @param otherSinks per topic, the other sinks that hold progress for it
 */
public record TableProgress(
        Map<TopicPartition, Progress> partitions,
        Map<String, SourceIdentity> sources,
        Map<String, String> answers,
        Map<String, Integer> partitionCounts,
        Map<String, Set<String>> otherSinks) {

    public TableProgress {
        partitions = Map.copyOf(partitions);
        sources = Map.copyOf(sources);
        answers = Map.copyOf(answers);
        partitionCounts = Map.copyOf(partitionCounts);
        otherSinks = Map.copyOf(otherSinks);
    }

    /**
     * Reads the properties of a table; those of others are ignored.
     *
     * @throws IllegalArgumentException if an own property was damaged, naming its key
     */
    public static TableProgress read(ProgressKeys keys, Map<String, String> properties) {
        Map<TopicPartition, Progress> partitions = new HashMap<>();
        Map<String, SourceIdentity> sources = new HashMap<>();
        Map<String, String> answers = new HashMap<>();
        Map<String, Integer> partitionCounts = new HashMap<>();
        Map<String, Set<String>> otherSinks = new HashMap<>();
        properties.forEach((key, value) -> {
            int sinkEnd = key.startsWith(ProgressKeys.PREFIX) ? key.indexOf('.', ProgressKeys.PREFIX.length()) : -1;
            if (sinkEnd < 0) {
                return;
            }
            String sink = key.substring(ProgressKeys.PREFIX.length(), sinkEnd);
            String rest = key.substring(sinkEnd + 1);
            boolean own = sink.equals(keys.sinkId());
            try {
                int dot = rest.lastIndexOf('.');
                if (dot > 0 && isNumber(rest.substring(dot + 1))) {
                    TopicPartition partition =
                            new TopicPartition(rest.substring(0, dot), Integer.parseInt(rest.substring(dot + 1)));
                    if (own) {
                        partitions.put(partition, Progress.parse(value));
                    } else {
                        otherSinks
                                .computeIfAbsent(partition.topic(), topic -> new HashSet<>())
                                .add(sink);
                    }
                } else if (own && rest.endsWith(ProgressKeys.SOURCE)) {
                    String topic = rest.substring(0, rest.length() - ProgressKeys.SOURCE.length());
                    sources.put(topic, SourceIdentity.parse(value));
                } else if (own && rest.endsWith(ProgressKeys.PARTITIONS)) {
                    String topic = rest.substring(0, rest.length() - ProgressKeys.PARTITIONS.length());
                    partitionCounts.put(topic, Integer.parseInt(value));
                } else if (own && rest.startsWith(ProgressKeys.HOLD)) {
                    answers.put(rest.substring(ProgressKeys.HOLD.length()), value);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Table property " + key + " was damaged: " + e.getMessage(), e);
            }
        });
        return new TableProgress(partitions, sources, answers, partitionCounts, otherSinks);
    }

    /** First offset not covered, or {@link Progress#NONE}. */
    public long to(TopicPartition partition) {
        Progress progress = partitions.get(partition);
        return progress == null ? Progress.NONE : progress.to();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

package io.lockweir.sink.source;

import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.start.LogBounds;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics as the brokers know them. Every call may block for a request timeout and throws KafkaException when nothing
 * can be known; a partition or topic that fails on its own is left out of the answer.
 */
public interface SourceLog extends AutoCloseable {

    /** First and next offset of each partition. */
    Map<TopicPartition, LogBounds> bounds(Collection<TopicPartition> partitions);

    /** First offset of each partition. */
    default Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        bounds(partitions).forEach((partition, bounds) -> starts.put(partition, bounds.start()));
        return starts;
    }

    /**
     * Whether records lie between positions and the ends of their logs, for readers of what is committed.
     *
     * @param positions next offset to read, by partition
     */
    default Map<TopicPartition, Probed> probe(Map<TopicPartition, Long> positions) {
        return Map.of();
    }

    /** Cluster and topic id of each topic. */
    Map<String, SourceIdentity> identities(Set<String> topics);

    /** How many partitions each topic has. */
    Map<String, Integer> partitionCounts(Set<String> topics);

    /** Names of all topics. */
    Set<String> topics();

    @Override
    void close();
}

package io.lockweir.sink.source;

import io.lockweir.sink.progress.SourceIdentity;
import io.lockweir.sink.start.LogBounds;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The topics as the brokers know them. Every call may block for a request timeout and throws KafkaException when it fails. */
public interface SourceLog extends AutoCloseable {

    /** First and next offset of each partition. */
    Map<TopicPartition, LogBounds> bounds(Collection<TopicPartition> partitions);

    /** Cluster and topic id of each topic. */
    Map<String, SourceIdentity> identities(Set<String> topics);

    /** Names of all topics. */
    Set<String> topics();

    @Override
    void close();
}

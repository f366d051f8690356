package io.lockweir.sink.progress;

import org.apache.kafka.common.TopicPartition;

/**
 * Names of the table properties of one sink. The last word tells the kinds apart, since a topic name may itself contain
 * dots and digits: a number is a partition, {@code source} an identity; a HOLD id is neither.
 */
public record ProgressKeys(String sinkId) {

    static final String PREFIX = "lockweir.";
    static final String SOURCE = ".source";
    static final String HOLD = "hold.";

    public ProgressKeys {
        if (!sinkId.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("sink.id may contain letters, digits, '_' and '-' only: " + sinkId);
        }
    }

    public String partition(TopicPartition partition) {
        return PREFIX + sinkId + "." + partition.topic() + "." + partition.partition();
    }

    public String source(String topic) {
        return PREFIX + sinkId + "." + topic + SOURCE;
    }

    public String hold(String holdId) {
        return PREFIX + sinkId + "." + HOLD + holdId;
    }
}

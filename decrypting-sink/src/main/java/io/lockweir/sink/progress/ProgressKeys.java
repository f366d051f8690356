package io.lockweir.sink.progress;

import org.apache.kafka.common.TopicPartition;

/**
 * Names of the table properties of one sink. The last word tells the kinds apart, since a topic name may itself contain
 * dots and digits: a number is a partition, {@code source} an identity, {@code partitions} a count; a HOLD id is none of
 * these, and {@code published} and {@code ledger} have no topic.
 */
public record ProgressKeys(String sinkId) {

    static final String PREFIX = "lockweir.";
    static final String SOURCE = ".source";
    static final String PARTITIONS = ".partitions";
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

    /** How many partitions a topic had when it was read last; of upserted tables only. */
    public String partitions(String topic) {
        return PREFIX + sinkId + "." + topic + PARTITIONS;
    }

    /** The snapshot that the main branch followed to last; with an audit branch only. */
    public String published() {
        return PREFIX + sinkId + ".published";
    }

    /** Sequence number up to which snapshots are in the ledger; with a ledger only. */
    public String ledger() {
        return PREFIX + sinkId + ".ledger";
    }

    public String hold(String holdId) {
        return PREFIX + sinkId + "." + HOLD + holdId;
    }
}

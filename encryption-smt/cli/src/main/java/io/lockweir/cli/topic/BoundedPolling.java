package io.lockweir.cli.topic;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls, and ends it when nothing has come for too long: to a consumer, brokers that are gone look like a topic without new records. It counts the time of
 * empty polls, not that of a clock: a process that was stopped for a while has not waited. For one thread.
 */
final class BoundedPolling {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration bound;
    private Duration silent = Duration.ZERO;
    private long position = -1;
    private boolean moved;

    BoundedPolling(Consumer<byte[], byte[]> consumer, String topic, Duration bound) {
        this.consumer = consumer;
        this.topic = topic;
        this.bound = bound;
    }

    /**
     * The next records; often none.
     *
     * @throws BrokersSilent if for so long neither records nor positions have come forward
     */
    ConsumerRecords<byte[], byte[]> poll() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long now = 0;
        for (TopicPartition partition : consumer.assignment()) {
            now += consumer.position(partition);
        }
        moved = !records.isEmpty() || now != position;
        position = now;
        silent = moved ? Duration.ZERO : silent.plus(POLL);
        if (silent.compareTo(bound) >= 0) {
            throw new BrokersSilent(topic, bound);
        }
        return records;
    }

    /** Whether the last poll came forward. */
    boolean moved() {
        return moved;
    }
}

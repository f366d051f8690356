package io.lockweir.benchmarks.cassandra.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What has arrived in a topic for who reads committed records, from its beginning on. Not thread safe. */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private long records;
    private long bytes;

    Arrivals(String bootstrapServers, String topic, int partitions) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> assigned = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
    }

    /** What came since, counted; waits a little if there is nothing. */
    ConsumerRecords<byte[], byte[]> poll() {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        polled.forEach(record -> {
            records++;
            bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        });
        return polled;
    }

    long records() {
        return records;
    }

    /** Keys and values as they are in the topic, before the broker's compression. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

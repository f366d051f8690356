package io.lockweir.cassandra.connector.convergence;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All committed records of the tables' topics, each once. Without a consumer group: a rebalance would show records again. */
final class Topics implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String prefix;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    Topics(String bootstrapServers, String prefix, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        this.prefix = prefix + ".";
        this.taker = taker;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    void poll() {
        Set<TopicPartition> wanted = new HashSet<>();
        for (List<PartitionInfo> partitions : consumer.listTopics().values()) {
            for (PartitionInfo partition : partitions) {
                if (partition.topic().startsWith(prefix)) {
                    wanted.add(new TopicPartition(partition.topic(), partition.partition()));
                }
            }
        }
        if (!wanted.equals(consumer.assignment())) {
            consumer.assign(wanted);
            wanted.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
        }
        if (!wanted.isEmpty()) {
            consumer.poll(Duration.ofMillis(300)).forEach(record -> {
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                taker.accept(record);
            });
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

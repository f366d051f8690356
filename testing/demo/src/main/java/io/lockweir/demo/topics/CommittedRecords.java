package io.lockweir.demo.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All committed records of topics since their beginnings, kept as they come; for tests with few of them. Not thread safe. */
public final class CommittedRecords implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();

    public CommittedRecords(String bootstrapServers) {
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

    /** What a topic holds by now, partition by partition in the order of the offsets; empty while there is no such topic. */
    public List<ConsumerRecord<byte[], byte[]>> of(String topic) {
        List<PartitionInfo> partitions = consumer.listTopics().getOrDefault(topic, List.of());
        Set<TopicPartition> wanted = new HashSet<>(consumer.assignment());
        partitions.forEach(partition -> wanted.add(new TopicPartition(topic, partition.partition())));
        if (!wanted.equals(consumer.assignment())) {
            Map<TopicPartition, Long> positions = new HashMap<>();
            consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
            consumer.assign(wanted);
            wanted.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
        }
        if (!wanted.isEmpty()) {
            consumer.poll(Duration.ofMillis(500))
                    .forEach(record -> records.computeIfAbsent(record.topic(), any -> new ArrayList<>())
                            .add(record));
        }
        return List.copyOf(records.getOrDefault(topic, List.of()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}

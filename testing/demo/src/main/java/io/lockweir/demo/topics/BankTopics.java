package io.lockweir.demo.topics;

import io.lockweir.demo.bank.Bank;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topics of the bank, read as committed and without a group. Not thread-safe. */
public final class BankTopics implements AutoCloseable {
    private final List<String> topics;
    private final String bootstrap;
    /** Kept for {@link #endOffsets}, which is asked every second of a run. */
    private @Nullable KafkaConsumer<byte[], byte[]> asking;

    public BankTopics(Bank bank, String bootstrap) {
        this(bank.topics(), bootstrap);
    }

    /** These topics. */
    public BankTopics(List<String> topics, String bootstrap) {
        this.topics = List.copyOf(topics);
        this.bootstrap = bootstrap;
    }

    /** Makes the topics, so that a sink may be started before the first change. */
    public void create(int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Offsets handed out so far: an upper bound of the committed records, since transaction markers take one each. */
    public long endOffsets() {
        KafkaConsumer<byte[], byte[]> consumer = asking;
        if (consumer == null) {
            consumer = consumer();
            asking = consumer;
        }
        return consumer.endOffsets(partitions(consumer, topics)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Committed changes: records with a value. A delete's tombstone is no change of its own. */
    public long changes() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            long[] count = {0};
            read(consumer, topics, record -> {
                count[0] += record.value() == null ? 0 : 1;
                return false;
            });
            return count[0];
        }
    }

    /** The first committed record of a topic that is accepted. */
    public Optional<ConsumerRecord<byte[], byte[]>> find(
            String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return read(consumer, List.of(topic), wanted);
        }
    }

    /** From the beginning to the end as it is now, or to the first record that is wanted. */
    private static Optional<ConsumerRecord<byte[], byte[]>> read(
            KafkaConsumer<byte[], byte[]> consumer,
            List<String> topics,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        List<TopicPartition> partitions = partitions(consumer, topics);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                if (wanted.test(record)) {
                    return Optional.of(record);
                }
            }
        }
        return Optional.empty();
    }

    /** Every committed record of all topics, partition by partition in the order of the offsets. */
    public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            read(consumer, topics, record -> {
                reader.accept(record);
                return false;
            });
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, List<String> topics) {
        Map<String, List<PartitionInfo>> existing = consumer.listTopics();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo partition : existing.getOrDefault(topic, List.of())) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        }
        return partitions;
    }

    @Override
    public void close() {
        if (asking != null) {
            asking.close();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

package io.lockweir.sink.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed in topics, as often as it is asked to. Belongs to no group and commits nothing. One thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Empty polls in a row after which brokers are taken for gone; a process that was stopped has not polled. */
    private static final int PATIENCE = 60;

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;

    public TopicReader(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** With a consumer of these settings, but for those that correctness needs. */
    public static TopicReader open(Map<String, Object> settings) {
        Map<String, Object> config = new HashMap<>(settings);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try {
            return new TopicReader(
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            throw new ReadFailure("No Kafka consumer can be made of source.kafka.*", e);
        }
    }

    /** All partitions of topics, from where their logs begin to where they end now. */
    public Map<TopicPartition, TopicRange> ranges(List<String> topics) {
        try {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new ReadFailure("None of the topics " + topics + " exists, or they may not be described");
            }
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return partitions.stream()
                    .collect(Collectors.toMap(
                            partition -> partition,
                            partition -> new TopicRange(
                                    Objects.requireNonNull(starts.get(partition)),
                                    Objects.requireNonNull(ends.get(partition)),
                                    Objects.requireNonNull(ends.get(partition)))));
        } catch (KafkaException e) {
            throw new ReadFailure("The topics " + topics + " could not be looked at", e);
        }
    }

    void read(
            Map<TopicPartition, TopicRange> ranges,
            Consumer<ConsumerRecord<byte[], byte[]>> records,
            Side.Progress progress) {
        long total = ranges.values().stream().mapToLong(TopicRange::size).sum();
        Map<TopicPartition, TopicRange> left = new HashMap<>(ranges);
        left.values().removeIf(range -> range.size() == 0);
        try {
            consumer.assign(left.keySet());
            left.forEach((partition, range) -> consumer.seek(partition, range.from()));
            int silent = 0;
            while (!left.isEmpty()) {
                Map<TopicPartition, Long> before = positions(left);
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    TopicRange range = ranges.get(new TopicPartition(record.topic(), record.partition()));
                    if (range != null && range.contains(record.offset())) {
                        records.accept(record);
                    }
                }
                silent = polled.isEmpty() && positions(left).equals(before) ? silent + 1 : 0;
                if (silent >= PATIENCE) {
                    throw new ReadFailure("Nothing came from " + left.keySet() + " for " + PATIENCE
                            + " s, and not everything was read; check the brokers of source.kafka.bootstrap.servers");
                }
                left.entrySet()
                        .removeIf(each -> consumer.position(each.getKey())
                                >= each.getValue().to());
                consumer.assign(left.keySet());
                progress.at(total - remaining(left), total);
            }
        } catch (KafkaException e) {
            throw new ReadFailure("Topics could not be read", e);
        }
    }

    private Map<TopicPartition, Long> positions(Map<TopicPartition, TopicRange> left) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        left.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    private long remaining(Map<TopicPartition, TopicRange> left) {
        return left.entrySet().stream()
                .mapToLong(each -> Math.max(0, each.getValue().to() - consumer.position(each.getKey())))
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

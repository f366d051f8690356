package io.lockweir.sink.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether ends of logs are reached. A position before the end proves nothing: a transaction ends with a marker that no
 * consumer hands out. So what lies between is read: an own consumer of committed records stands at the end without having
 * seen one, or sees one. Belongs to no group. Thread-safe.
 */
final class EndProbe implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Empty ones, in all. */
    private static final int POLLS = 6;

    private static final int FETCH_BYTES = 65_536;

    private final Consumer<byte[], byte[]> consumer;

    EndProbe(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** With the settings of an admin client, most of which are a consumer's as well. */
    static EndProbe open(Map<String, Object> settings) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        return new EndProbe(new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** @param positions next offset to read, by partition; what cannot be told is left out */
    synchronized Map<TopicPartition, Probed> probe(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet(), TIMEOUT);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(positions.keySet(), TIMEOUT);
        Set<TopicPartition> reached = new HashSet<>();
        List<TopicPartition> between = new ArrayList<>();
        positions.forEach((partition, position) -> {
            long end = ends.getOrDefault(partition, -1L);
            if (end >= 0 && position >= end) {
                reached.add(partition);
            } else if (end >= 0 && position >= starts.getOrDefault(partition, 0L)) {
                between.add(partition);
            }
        });
        reached.addAll(empty(between, positions, ends));
        Map<TopicPartition, Probed> probed = new HashMap<>();
        ends.forEach((partition, end) -> probed.put(
                partition, new Probed(starts.getOrDefault(partition, 0L), end, reached.contains(partition))));
        return probed;
    }

    /** Those whose end is come to without a record. */
    private Set<TopicPartition> empty(
            Collection<TopicPartition> between, Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        Set<TopicPartition> open = new HashSet<>(between);
        Set<TopicPartition> reached = new HashSet<>();
        try {
            consumer.assign(open);
            open.forEach(partition -> consumer.seek(partition, Objects.requireNonNull(positions.get(partition))));
            for (int empty = 0; empty < POLLS && !open.isEmpty(); ) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                empty += records.isEmpty() ? 1 : 0;
                open.removeAll(records.partitions());
                open.stream()
                        .filter(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))
                        .forEach(reached::add);
                open.removeAll(reached);
                consumer.assign(open);
            }
        } catch (OffsetOutOfRangeException e) {
            // Retention passed by meanwhile; the next question shows it.
            return reached;
        } finally {
            consumer.unsubscribe();
        }
        return reached;
    }

    @Override
    public void close() {
        consumer.wakeup();
        synchronized (this) {
            consumer.close();
        }
    }
}

package io.lockweir.cli.topic;

import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.topic.Ranges.Range;
import io.lockweir.cli.topic.Ranges.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records that a topic has when the reading begins. For one thread; the consumer is closed by its owner. */
final class TopicReader {
    private final Consumer<byte[], byte[]> consumer;
    private final Ranges ranges;
    private final BoundedPolling polling;

    /** Takes a record. */
    @FunctionalInterface
    interface Reader {
        void accept(ConsumerRecord<byte[], byte[]> record);
    }

    TopicReader(Consumer<byte[], byte[]> consumer, String topic, Duration bound) {
        this.consumer = consumer;
        this.polling = new BoundedPolling(consumer, topic, bound);
        List<TopicPartition> partitions = partitions(consumer, topic);
        this.ranges = Ranges.of(consumer.beginningOffsets(partitions), consumer.endOffsets(partitions));
    }

    static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new UsageException("Topic " + topic + " does not exist, or the principal may not describe it.");
        }
        return infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted(Ranges.ORDER)
                .toList();
    }

    Ranges ranges() {
        return ranges;
    }

    /** Every record. */
    void all(Reader reader, Progress progress) {
        consumer.assign(ranges.partitions().keySet());
        Map<TopicPartition, Long> left = new HashMap<>();
        ranges.partitions().forEach((partition, range) -> {
            consumer.seek(partition, range.from());
            if (range.size() > 0) {
                left.put(partition, range.to());
            }
        });
        while (!left.isEmpty()) {
            ConsumerRecords<byte[], byte[]> records = polling.poll();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Range range = ranges.partitions().get(new TopicPartition(record.topic(), record.partition()));
                if (range != null && record.offset() < range.to()) {
                    reader.accept(record);
                }
            }
            left.entrySet().removeIf(each -> consumer.position(each.getKey()) >= each.getValue());
            progress.at(done(), ranges.size());
        }
    }

    /** Some records, spread over the topic. An offset whose record is gone gives the next one there is. */
    void sample(int wanted, Random random, Reader reader, Progress progress) {
        List<Target> targets = ranges.sample(wanted, random);
        int done = 0;
        for (Target target : targets) {
            consumer.assign(List.of(target.partition()));
            consumer.seek(target.partition(), target.offset());
            next(target.partition()).ifPresent(reader::accept);
            progress.at(++done, targets.size());
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> next(TopicPartition partition) {
        long end = Objects.requireNonNull(ranges.partitions().get(partition)).to();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : polling.poll()) {
                return record.offset() < end ? Optional.of(record) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private long done() {
        return ranges.partitions().entrySet().stream()
                .mapToLong(each -> Math.min(
                                consumer.position(each.getKey()),
                                each.getValue().to())
                        - each.getValue().from())
                .sum();
    }
}

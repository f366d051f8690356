package io.lockweir.cli.topic;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.topic.Ranges.Range;
import io.lockweir.encryption.envelope.DekId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Copies a topic, each record decrypted and encrypted anew, partition by partition, exactly once: records and the positions they came
 * from are one transaction. Stopped anywhere, the next run goes on; run after the end, it takes what came since.
 */
public final class Reencryption {
    private static final int BATCH = 2_000;

    private final ToolConfig reading;
    private final ToolConfig writing;
    private final String source;
    private final String target;
    private final Set<DekId> leaked;
    private final OnShredded onShredded;
    private long copied;
    private long shredded;

    /** What becomes of a value whose subject was shredded, so that nobody can decrypt it. */
    public enum OnShredded {
        /** It stops the copy. */
        FAIL,
        /** The target has null in its place. */
        NULL
    }

    /**
     * A copy.
     *
     * @param reading how the source is decrypted, and whose {@code kafka.} settings are used
     * @param writing how the target is encrypted
     * @param leaked data keys that must not appear in the target
     */
    public Reencryption(
            ToolConfig reading,
            ToolConfig writing,
            String source,
            String target,
            Set<DekId> leaked,
            OnShredded onShredded) {
        if (source.equals(target)) {
            throw new UsageException("Source and target are the same topic. Name a new topic.");
        }
        this.reading = reading;
        this.writing = writing;
        this.source = source;
        this.target = target;
        this.leaked = Set.copyOf(leaked);
        this.onShredded = onShredded;
    }

    /**
     * What was done.
     *
     * @param copied records copied by this run
     * @param shredded values in them that are null now, because their subjects were shredded
     * @param resumed whether an earlier run had begun
     */
    public record Copied(long copied, long shredded, boolean resumed) {}

    /** How many records were copied until now, also when it was stopped. */
    public long copied() {
        return copied;
    }

    /** The group that holds the positions, and the transactional id: the principal needs both. */
    public static String group(String source, String target) {
        return "lockweir-reencrypt." + source + "." + target;
    }

    /** Copies what there is. */
    public Copied run(Progress progress) {
        KafkaConnection kafka = new KafkaConnection(reading);
        String group = group(source, target);
        try (RecordReading reader = RecordReading.of(reading, onShredded);
                RecordWriting writer = RecordWriting.of(writing, target, leaked);
                Consumer<byte[], byte[]> consumer = kafka.consumer(BATCH, group)) {
            Ranges ranges = new TopicReader(consumer, source, kafka.bound()).ranges();
            boolean fresh;
            try (Admin admin = kafka.admin()) {
                fresh = new TargetTopic(admin, source, target).ensure();
            }
            Producer<byte[], byte[]> producer = kafka.producer(group);
            try {
                // Ends what a run that was killed has left open, so that its positions are settled.
                producer.initTransactions();
                Map<TopicPartition, Long> positions = positions(consumer, ranges, fresh);
                Copier copier = new Copier(
                        consumer, producer, reader, writer, new BoundedPolling(consumer, source, kafka.bound()));
                copier.copy(ranges, positions == null ? begin(ranges) : positions, progress);
                return new Copied(copied, shredded, positions != null);
            } finally {
                // Without a bound it waits for its transaction for ever where brokers are gone.
                producer.close(kafka.bound());
            }
        }
    }

    /** Where an earlier run stopped, or null when there was none. */
    private @Nullable Map<TopicPartition, Long> positions(
            Consumer<byte[], byte[]> consumer, Ranges ranges, boolean fresh) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.committed(ranges.partitions().keySet()).forEach((partition, committed) -> {
            if (committed != null) {
                positions.put(partition, committed.offset());
            }
        });
        if (positions.isEmpty()) {
            if (!fresh && hasRecords(consumer)) {
                throw new UsageException("Topic " + target + " has records and none of them is known to be a copy from "
                        + source + " (no positions in group " + group(source, target)
                        + "). Copying would double them: name a new topic.");
            }
            return null;
        }
        if (fresh) {
            throw new UsageException("Group " + group(source, target) + " has positions, but topic " + target
                    + " is new. Delete the group's offsets to copy from the beginning.");
        }
        return ranges.resumed(positions);
    }

    private boolean hasRecords(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = TopicReader.partitions(consumer, target);
        return Ranges.of(consumer.beginningOffsets(partitions), consumer.endOffsets(partitions))
                        .size()
                > 0;
    }

    private static Map<TopicPartition, Long> begin(Ranges ranges) {
        Map<TopicPartition, Long> begin = new HashMap<>();
        ranges.partitions().forEach((partition, range) -> begin.put(partition, range.from()));
        return begin;
    }

    /** The loop, with everything open. */
    private final class Copier {
        private final Consumer<byte[], byte[]> consumer;
        private final Producer<byte[], byte[]> producer;
        private final RecordReading reader;
        private final RecordWriting writer;
        private final BoundedPolling polling;

        Copier(
                Consumer<byte[], byte[]> consumer,
                Producer<byte[], byte[]> producer,
                RecordReading reader,
                RecordWriting writer,
                BoundedPolling polling) {
            this.consumer = consumer;
            this.producer = producer;
            this.reader = reader;
            this.writer = writer;
            this.polling = polling;
        }

        void copy(Ranges ranges, Map<TopicPartition, Long> positions, Progress progress) {
            consumer.assign(ranges.partitions().keySet());
            positions.forEach(consumer::seek);
            while (left(ranges) > 0) {
                ConsumerRecords<byte[], byte[]> records = polling.poll();
                if (polling.moved()) {
                    transaction(records, ranges);
                }
                progress.at(ranges.size() - left(ranges), ranges.size());
            }
        }

        private void transaction(ConsumerRecords<byte[], byte[]> records, Ranges ranges) {
            long nulls = 0;
            producer.beginTransaction();
            try {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    RecordWriting.Copy copy = copy(record);
                    // The commit fails when one of them does.
                    Future<?> unused = producer.send(copy.record());
                    nulls += copy.shredded();
                }
                producer.sendOffsetsToTransaction(offsets(ranges), consumer.groupMetadata());
                producer.commitTransaction();
                copied += records.count();
                shredded += nulls;
            } catch (RuntimeException | Error e) {
                abort(e);
                throw e;
            }
        }

        private RecordWriting.Copy copy(ConsumerRecord<byte[], byte[]> record) {
            try {
                return writer.written(record, reader.converted(record), reader::cleared);
            } catch (RuntimeException | Error e) {
                throw new CopyFailure(record, Fault.of(e));
            }
        }

        private Map<TopicPartition, OffsetAndMetadata> offsets(Ranges ranges) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            ranges.partitions()
                    .keySet()
                    .forEach(partition -> offsets.put(partition, new OffsetAndMetadata(consumer.position(partition))));
            return offsets;
        }

        private long left(Ranges ranges) {
            long left = 0;
            for (Map.Entry<TopicPartition, Range> each : ranges.partitions().entrySet()) {
                left += Math.max(0, each.getValue().to() - consumer.position(each.getKey()));
            }
            return left;
        }

        private void abort(Throwable failure) {
            try {
                producer.abortTransaction();
            } catch (RuntimeException e) {
                // The next run's initTransactions aborts it.
                failure.addSuppressed(e);
            }
        }
    }
}

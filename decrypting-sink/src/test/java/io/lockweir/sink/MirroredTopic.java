package io.lockweir.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A partition copied to another cluster, each record to its offset, as mirrors do that copy logs. Where the original has
 * no record that is committed, the copy has markers and aborted records.
 */
final class MirroredTopic implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> original;
    private final KafkaProducer<byte[], byte[]> copy;
    private long next;
    private boolean open;

    private MirroredTopic(String from, String to, TopicPartition partition) {
        this.partition = partition;
        this.original = new KafkaConsumer<>(
                Map.of("bootstrap.servers", from, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.copy = new KafkaProducer<>(
                Map.of("bootstrap.servers", to, "transactional.id", "mirror-" + partition),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns the end of both logs. */
    static long copy(String from, String to, TopicPartition partition) throws Exception {
        try (MirroredTopic mirror = new MirroredTopic(from, to, partition)) {
            return mirror.run();
        }
    }

    private long run() throws Exception {
        original.assign(List.of(partition));
        original.seekToBeginning(List.of(partition));
        long end =
                Objects.requireNonNull(original.endOffsets(List.of(partition)).get(partition));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (original.position(partition) < end) {
            records.addAll(original.poll(Duration.ofMillis(200)).records(partition));
        }
        copy.initTransactions();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            fillUpTo(record.offset());
            send(record.key(), record.value());
        }
        fillUpTo(end);
        return end;
    }

    private void fillUpTo(long offset) throws Exception {
        if (next < offset && open) {
            copy.commitTransaction();
            open = false;
            next++;
        }
        if (next < offset) {
            while (next < offset - 1) {
                send(NOTHING, NOTHING);
            }
            copy.abortTransaction();
            open = false;
            next++;
        }
    }

    private void send(byte[] key, byte[] value) throws Exception {
        if (!open) {
            copy.beginTransaction();
            open = true;
        }
        long offset = copy.send(new ProducerRecord<>(partition.topic(), partition.partition(), key, value))
                .get()
                .offset();
        if (offset != next++) {
            throw new IllegalStateException("The copy of " + partition + " is at " + offset + ", not at " + (next - 1));
        }
    }

    @Override
    public void close() {
        original.close();
        copy.close();
    }
}

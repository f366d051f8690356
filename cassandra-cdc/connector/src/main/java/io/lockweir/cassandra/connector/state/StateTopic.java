package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.value.Murmur3Token;
import io.lockweir.cassandra.merge.store.RowStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic of the state. Each checkpoint is one transaction: what changed, then the marker. Who opens it fences all who opened
 * it before: their checkpoints fail from then on. One thread at a time.
 */
public final class StateTopic implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final StateSettings settings;
    private final StateCipher cipher;
    private final KafkaProducer<byte[], byte[]> producer;
    private final LargeValues large = new LargeValues();
    private @Nullable StateRecords records;
    private List<Reread> untold = List.of();
    private byte[] progress = new byte[0];

    private StateTopic(StateSettings settings, StateCipher cipher, KafkaProducer<byte[], byte[]> producer) {
        this.settings = settings;
        this.cipher = cipher;
        this.producer = producer;
    }

    /**
     * Opens the topic, made if it is not there, and fences those before.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the topic is of another shape
     */
    public static StateTopic open(StateSettings settings) {
        TopicShape.ensure(settings);
        Map<String, Object> properties = new HashMap<>(settings.clients());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000);
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        StateCipher cipher = new StateCipher(settings.keys());
        try {
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
            try {
                producer.initTransactions();
                return new StateTopic(settings, cipher, producer);
            } catch (KafkaException e) {
                producer.close(CLOSING);
                throw e;
            }
        } catch (KafkaException e) {
            cipher.close();
            throw e;
        }
    }

    /**
     * Puts the rows of the last checkpoint.
     *
     * @return what there is beside them
     * @throws StateDamagedException if the rows cannot be read
     */
    public Restored restore(RowStore into) {
        try (StateRestore restore = new StateRestore(settings, cipher, large)) {
            Restored restored = restore.run(into);
            records = restore.records();
            untold = restored.untold();
            progress = restored.progress();
            return restored;
        }
    }

    /**
     * Writes a checkpoint, all or nothing.
     *
     * @throws StateFencedException if another has opened the topic since
     */
    public void write(Checkpoint checkpoint, Marker marker) {
        try {
            producer.beginTransaction();
            StateRecords keyed = records == null ? begin() : records;
            checkpoint.rows().forEach((row, kept) -> {
                byte[] bytes = kept.bytes();
                send(
                        shard(row.partition()),
                        keyed.key(StateRecords.ROW, row),
                        bytes == null ? null : StateRecords.value(row, bytes, kept.nextExpiry()));
            });
            checkpoint
                    .deletions()
                    .forEach((partition, deletions) -> send(
                            shard(partition.partition()),
                            keyed.key(StateRecords.DELETIONS, partition),
                            deletions.isEmpty() ? null : StateRecords.value(partition, deletions)));
            untold.forEach(row -> send(shard(row.row().partition()), keyed.key(StateRecords.UNTOLD, row.row()), null));
            checkpoint
                    .untold()
                    .forEach(row -> send(
                            shard(row.row().partition()),
                            keyed.key(StateRecords.UNTOLD, row.row()),
                            StateRecords.value(row)));
            if (!Arrays.equals(progress, checkpoint.progress())) {
                send(0, new byte[] {StateRecords.PROGRESS}, StateRecords.encodeProgress(checkpoint.progress()));
            }
            send(0, new byte[] {StateRecords.MARKER}, StateRecords.encode(marker));
            producer.commitTransaction();
            records = keyed;
            untold = checkpoint.untold();
            progress = checkpoint.progress();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new StateFencedException(e);
        }
    }

    private StateRecords begin() {
        byte[] key = new byte[StateRecords.HMAC_LENGTH];
        new SecureRandom().nextBytes(key);
        send(0, new byte[] {StateRecords.HMAC_KEY}, StateRecords.encodeHmacKey(key));
        return new StateRecords(key);
    }

    private void send(int partition, byte[] key, byte @Nullable [] clear) {
        large.write(key, clear, (part, value) -> sendOne(partition, part, value));
    }

    // What fails is told by the commit.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void sendOne(int partition, byte[] key, byte @Nullable [] clear) {
        producer.send(
                new ProducerRecord<>(settings.topic(), partition, key, clear == null ? null : cipher.seal(clear)));
    }

    /** The part of the ring that a partition belongs to: the ring in equal parts by token. */
    private int shard(Slice partitionKey) {
        long unsigned = Murmur3Token.of(partitionKey) ^ Long.MIN_VALUE;
        return (int) Math.multiplyHigh(unsigned >>> 1, 2L * settings.partitions());
    }

    @Override
    public void close() {
        // Without waiting for an open transaction: the next one to open aborts it.
        producer.close(Duration.ZERO);
        cipher.close();
    }
}

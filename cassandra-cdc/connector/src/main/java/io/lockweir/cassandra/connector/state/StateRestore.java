package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.RowStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what was committed, partition by partition: a removed row is known by its HMAC only, so the keys of one are held meanwhile. */
final class StateRestore implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int PATIENCE = 120;

    private final StateSettings settings;
    private final StateCipher cipher;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LargeValues large;
    private @Nullable StateRecords records;
    private final Map<RowKey, Reread> untold = new TreeMap<>();
    private @Nullable Marker marker;
    private byte[] progress = new byte[0];

    /** @param large learns what is in several records */
    StateRestore(StateSettings settings, StateCipher cipher, LargeValues large) {
        this.large = large;
        this.settings = settings;
        this.cipher = cipher;
        Map<String, Object> properties = new HashMap<>(settings.clients());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Nullable
    StateRecords records() {
        return records;
    }

    Restored run(RowStore into) {
        for (int partition = 0; partition < settings.partitions(); partition++) {
            read(new TopicPartition(settings.topic(), partition), into);
        }
        return new Restored(Optional.ofNullable(marker), progress, List.copyOf(untold.values()));
    }

    private void read(TopicPartition partition, RowStore into) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        Map<ByteBuffer, RowKey> known = new HashMap<>();
        long at = consumer.position(partition);
        for (int idle = 0; at < end; ) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                take(record.key(), record.value(), known, into);
            }
            long now = consumer.position(partition);
            idle = now == at ? idle + 1 : 0;
            at = now;
            if (idle > PATIENCE) {
                throw new KafkaException("The state topic " + partition + " gave nothing for "
                        + WAIT.multipliedBy(PATIENCE).toSeconds() + " s at offset " + at + " of " + end);
            }
        }
        large.join((key, value) -> put(key, value, known, into));
    }

    private void take(byte[] key, byte @Nullable [] sealed, Map<ByteBuffer, RowKey> known, RowStore into) {
        byte[] value = sealed == null ? null : cipher.open(sealed);
        if (key[0] == LargeValues.KIND) {
            large.readPart(key, value);
            return;
        }
        if (!large.read(key, value)) {
            put(key, value, known, into);
        }
    }

    private void put(byte[] key, byte @Nullable [] value, Map<ByteBuffer, RowKey> known, RowStore into) {
        switch (key[0]) {
            case StateRecords.MARKER -> marker = value == null ? null : StateRecords.marker(value);
            case StateRecords.HMAC_KEY ->
                records = value == null ? null : new StateRecords(StateRecords.hmacKey(value));
            case StateRecords.PROGRESS -> progress = value == null ? new byte[0] : StateRecords.progress(value);
            case StateRecords.ROW, StateRecords.DELETIONS, StateRecords.UNTOLD -> row(key, value, known, into);
            default -> throw new StateDamagedException("a key has the kind " + key[0] + "; a newer release wrote it");
        }
    }

    private void row(byte[] key, byte @Nullable [] value, Map<ByteBuffer, RowKey> known, RowStore into) {
        if (value == null) {
            RowKey row = known.remove(ByteBuffer.wrap(key));
            if (row != null) {
                forget(key[0], row, into);
            }
            return;
        }
        if (records == null) {
            throw new StateDamagedException("there are rows, but not the key of their keys");
        }
        known.put(ByteBuffer.wrap(key), records.restore(key, value, into, untold));
    }

    private void forget(byte kind, RowKey row, RowStore into) {
        switch (kind) {
            case StateRecords.ROW ->
                into.partition(row.table(), row.partition()).removeRow(row.key());
            case StateRecords.DELETIONS ->
                into.partition(row.table(), row.partition()).putDeletions(PartitionDeletions.NONE);
            default -> untold.remove(row);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

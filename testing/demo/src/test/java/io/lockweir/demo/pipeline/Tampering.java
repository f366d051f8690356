package io.lockweir.demo.pipeline;

import io.lockweir.demo.topics.RegistryAvro;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Changes one field of the first record of a topic that has it, as somebody could who may write to the topic but has no key. */
final class Tampering implements UnaryOperator<ConsumerRecord<byte[], byte[]>> {
    private final RegistryAvro avro;
    private final String topic;
    private final String field;
    private final UnaryOperator<String> change;
    private boolean done;

    Tampering(RegistryAvro avro, String topic, String field, UnaryOperator<String> change) {
        this.avro = avro;
        this.topic = topic;
        this.field = field;
        this.change = change;
    }

    /** Flips one bit in the middle of a base64 ciphertext. */
    static String flipped(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        bytes[bytes.length / 2 + 8] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public ConsumerRecord<byte[], byte[]> apply(ConsumerRecord<byte[], byte[]> record) {
        if (done || record.value() == null || !record.topic().endsWith(topic)) {
            return record;
        }
        try {
            GenericRecord event = avro.read(record.value());
            Optional<GenericRecord> after = Optional.ofNullable((GenericRecord) event.get("after"));
            if (after.isEmpty() || after.get().get(field) == null) {
                return record;
            }
            after.get().put(field, change.apply(after.get().get(field).toString()));
            done = true;
            return with(record, avro.write(record.value(), event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConsumerRecord<byte[], byte[]> with(ConsumerRecord<byte[], byte[]> record, byte[] value) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                record.serializedKeySize(),
                value.length,
                record.key(),
                value,
                new RecordHeaders(record.headers()),
                Optional.empty());
    }
}

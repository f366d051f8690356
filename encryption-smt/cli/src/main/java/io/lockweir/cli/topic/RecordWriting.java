package io.lockweir.cli.topic;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.topic.RecordReading.Clear;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;

/** From a clear record to one of the target: {@code EncryptFields}, then converters, then proof that nothing clear or old is in it. */
final class RecordWriting implements AutoCloseable {
    private final Converters converters;
    private final Transforms transforms;
    private final String target;
    private final Set<DekId> leaked;
    private final KeyHeaders keyHeaders;

    /** What becomes of the headers in which Debezium repeats the key: without a rule for keys their bytes stay as they are. */
    private enum KeyHeaders {
        CONVERTED,
        AS_THEY_ARE
    }

    private RecordWriting(
            Converters converters, Transforms transforms, String target, Set<DekId> leaked, KeyHeaders keyHeaders) {
        this.converters = converters;
        this.transforms = transforms;
        this.target = target;
        this.leaked = leaked;
        this.keyHeaders = keyHeaders;
    }

    static RecordWriting of(ToolConfig config, String target, Set<DekId> leaked) {
        return new RecordWriting(
                Converters.of(config),
                Transforms.encrypting(config),
                target,
                leaked,
                config.encryptingKeys().isEmpty() ? KeyHeaders.AS_THEY_ARE : KeyHeaders.CONVERTED);
    }

    /**
     * A copy.
     *
     * @param shredded how many of its values are null because their subjects were shredded
     */
    record Copy(ProducerRecord<byte[], byte[]> record, int shredded) {}

    /**
     * The copy of a record: same partition, time stamp and headers.
     *
     * @param original as it stands in Kafka
     * @param converted its content, fields encrypted
     * @param decryption what makes it clear
     * @throws WrongCopy if something of it would stand in the target in clear, or as it was
     */
    Copy written(
            ConsumerRecord<byte[], byte[]> original, SinkRecord converted, Function<SinkRecord, Clear> decryption) {
        Clear decrypted = decryption.apply(converted);
        SinkRecord clear = decrypted.record();
        Map<String, DekId> left = TopicVerification.envelopes(clear);
        if (!left.isEmpty()) {
            throw new WrongCopy("No rule decrypts " + new TreeSet<>(left.keySet())
                    + ", which would be copied as they are. Name them in a rule.");
        }
        SinkRecord encrypted = transforms.apply(clear.newRecord(
                target,
                original.partition(),
                clear.keySchema(),
                clear.key(),
                clear.valueSchema(),
                clear.value(),
                clear.timestamp(),
                clear.headers()));
        Map<String, DekId> before = TopicVerification.envelopes(converted);
        before.keySet().removeAll(decrypted.shredded());
        check(before, TopicVerification.envelopes(encrypted));
        Headers headers = headers(original.headers(), encrypted);
        byte[] key = converters.keyBytes(target, headers, new SchemaAndValue(encrypted.keySchema(), encrypted.key()));
        byte[] value =
                converters.valueBytes(target, headers, new SchemaAndValue(encrypted.valueSchema(), encrypted.value()));
        checkWhole("key", original.key(), key);
        checkWhole("value", original.value(), value);
        Long timestamp = original.timestamp() < 0 ? null : original.timestamp();
        return new Copy(
                new ProducerRecord<>(target, original.partition(), timestamp, key, value, headers),
                decrypted.shredded().size());
    }

    private void check(Map<String, DekId> before, Map<String, DekId> after) {
        Set<String> clear = new TreeSet<>(before.keySet());
        clear.removeAll(after.keySet());
        if (!clear.isEmpty()) {
            throw new WrongCopy(
                    clear
                            + " are encrypted in the source and would be clear in the target. Name them in a rule of the target.");
        }
        after.forEach(this::checkLeaked);
    }

    private void checkWhole(String place, byte[] before, byte[] after) {
        boolean encrypted = after != null && EncryptionEngine.looksLikeEnvelope(after);
        if (before != null && EncryptionEngine.looksLikeEnvelope(before) && !encrypted) {
            throw new WrongCopy(
                    "The whole " + place
                            + " is encrypted in the source and would be clear in the target. Give the target the encrypting converter too.");
        }
        if (encrypted) {
            checkLeaked(place, DekId.at(after, EnvelopeHeader.DEK_ID));
        }
    }

    private void checkLeaked(String place, DekId id) {
        if (leaked.contains(id)) {
            throw new WrongCopy(
                    "Field " + place + " would be encrypted with data key " + id
                            + " again, which leaked. Give the target another key: for a join domain, a domain of another name.");
        }
    }

    private Headers headers(Headers original, SinkRecord encrypted) {
        if (keyHeaders == KeyHeaders.AS_THEY_ARE) {
            return new RecordHeaders(original);
        }
        Headers headers = new RecordHeaders();
        java.util.Iterator<org.apache.kafka.connect.header.Header> converted =
                encrypted.headers().iterator();
        for (Header header : original) {
            if (RecordReading.KEY_HEADERS.contains(header.key()) && converted.hasNext()) {
                org.apache.kafka.connect.header.Header next = converted.next();
                headers.add(
                        next.key(),
                        converters.headerBytes(target, next.key(), new SchemaAndValue(next.schema(), next.value())));
            } else {
                headers.add(header);
            }
        }
        return headers;
    }

    @Override
    public void close() {
        Closing.all(transforms, converters);
    }
}

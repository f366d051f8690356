package io.lockweir.cli.topic;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads a topic as a sink connector does and counts what decrypts. Changes nothing: no group, no commit. */
public final class TopicVerification {
    private static final int ALL = 2_000;
    private static final int ONE_BY_ONE = 1;

    private final ToolConfig config;
    private final String topic;

    public TopicVerification(ToolConfig config, String topic) {
        this.config = config;
        this.topic = topic;
    }

    /**
     * Reads it.
     *
     * @param sample how many records, or empty for all
     */
    public VerificationTally run(OptionalInt sample, Random random, Progress progress) {
        VerificationTally tally = new VerificationTally();
        KafkaConnection kafka = new KafkaConnection(config);
        try (RecordReading reading = RecordReading.of(config);
                Consumer<byte[], byte[]> consumer = kafka.consumer(sample.isPresent() ? ONE_BY_ONE : ALL)) {
            TopicReader reader = new TopicReader(consumer, topic, kafka.bound());
            TopicReader.Reader check = record -> check(record, reading, tally);
            if (sample.isPresent()) {
                reader.sample(sample.getAsInt(), random, check, progress);
            } else {
                reader.all(check, progress);
            }
        }
        return tally;
    }

    private static void check(ConsumerRecord<byte[], byte[]> record, RecordReading reading, VerificationTally tally) {
        try {
            SinkRecord converted = reading.converted(record);
            Map<String, DekId> encrypted = envelopes(converted);
            // A converter may have decrypted the whole already.
            addWhole("key", record.key(), encrypted);
            addWhole("value", record.value(), encrypted);
            tally.read(encrypted, envelopes(reading.decrypted(converted)));
        } catch (RuntimeException | Error e) {
            tally.failed(record.partition(), record.offset(), Fault.of(e));
        }
    }

    static Map<String, DekId> envelopes(SinkRecord record) {
        Map<String, DekId> all = new HashMap<>();
        EnvelopeScan.of(record.keySchema(), record.key()).forEach((place, id) -> all.put("key" + place, id));
        EnvelopeScan.of(record.valueSchema(), record.value()).forEach((place, id) -> all.put("value" + place, id));
        record.headers()
                .forEach(header -> EnvelopeScan.of(header.schema(), header.value())
                        .forEach((place, id) -> all.put("header " + header.key() + place, id)));
        return all;
    }

    private static void addWhole(String place, byte[] bytes, Map<String, DekId> found) {
        if (bytes != null && EncryptionEngine.looksLikeEnvelope(bytes)) {
            found.put(place, DekId.at(bytes, EnvelopeHeader.DEK_ID));
        }
    }
}

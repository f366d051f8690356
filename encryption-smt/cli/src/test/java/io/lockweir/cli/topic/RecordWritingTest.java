package io.lockweir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordWritingTest {

    @Test
    void encryptsAnewUnderAnotherKey() {
        String before = Records.encrypted(1, Records.PLAINTEXT);
        ConsumerRecord<byte[], byte[]> record = Records.record(Records.customer(1, before));
        record.headers().add("trace", new byte[] {1, 2});
        ProducerRecord<byte[], byte[]> copy = copy(record, Records.config(1), Records.config(2), Set.of());
        String value = new String(copy.value(), StandardCharsets.UTF_8);
        assertThat(value)
                .contains("\"id\":1")
                .contains("4Q")
                .doesNotContain(before)
                .doesNotContain("anna");
        assertThat(copy.topic()).isEqualTo("customers-2");
        assertThat(copy.partition()).isZero();
        assertThat(copy.key()).isEqualTo(record.key());
        assertThat(copy.headers()).isEqualTo(record.headers());
        assertThat(copy.timestamp()).as("none at the source").isNull();
    }

    @Test
    void encryptsWhateverRunModeAConnectorHas() {
        for (String mode : List.of("report", "dry-run")) {
            Map<String, String> unsigned = Records.properties(2);
            unsigned.put("run.mode", mode);
            String before = Records.encrypted(1, Records.PLAINTEXT);
            ProducerRecord<byte[], byte[]> copy = copy(
                    Records.record(Records.customer(1, before)), Records.config(1), ToolConfig.of(unsigned), Set.of());
            assertThat(new String(copy.value(), StandardCharsets.UTF_8))
                    .as(mode)
                    .contains("4Q")
                    .doesNotContain(before)
                    .doesNotContain("anna");
        }
    }

    @Test
    void tombstonesStay() {
        ProducerRecord<byte[], byte[]> copy = copy(
                new ConsumerRecord<>("customers", 0, 7, Records.key(1), null),
                Records.config(1),
                Records.config(2),
                Set.of());
        assertThat(copy.value()).isNull();
    }

    @Test
    void refusesToLeaveAFieldInClear() {
        Map<String, String> other = Records.properties(2);
        other.put("fields", "note");
        byte[] value = "{\"note\":\"clear\",\"email\":\"%s\"}"
                .formatted(Records.encrypted(1, Records.PLAINTEXT))
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> copy(Records.record(value), Records.config(1), ToolConfig.of(other), Set.of()))
                .isInstanceOf(WrongCopy.class)
                .hasMessageContaining("[value.email] are encrypted in the source and would be clear in the target")
                .hasMessageNotContaining("anna");
    }

    @Test
    void refusesATargetThatNoRuleSpeaksAbout() {
        Map<String, String> other = Records.properties(2);
        other.put("topics", "accounts");
        assertThatThrownBy(() -> copy(
                        Records.record(Records.customer(1, Records.encrypted(1, Records.PLAINTEXT))),
                        Records.config(1),
                        ToolConfig.of(other),
                        Set.of()))
                .isInstanceOf(Error.class)
                .hasMessageContaining("customers-2");
    }

    @Test
    void refusesToCopyCiphertextThatNoRuleDecrypts() {
        Map<String, String> reading = Records.properties(1);
        reading.put("topics", "accounts");
        assertThatThrownBy(() -> copy(
                        Records.record(Records.customer(1, Records.encrypted(1, Records.PLAINTEXT))),
                        ToolConfig.of(reading),
                        Records.config(2),
                        Set.of()))
                .isInstanceOf(WrongCopy.class)
                .hasMessageContaining("No rule decrypts [value.email]");
    }

    @Test
    void refusesALeakedDataKey() {
        Map<String, String> random = Records.properties(1);
        random.put("value.converter.schemas.enable", "true");
        Map<String, String> join = new HashMap<>(random);
        join.put("mode", "join");
        join.put("join.domain", "email");
        ToolConfig config = ToolConfig.of(join);
        ProducerRecord<byte[], byte[]> first = copy(
                Records.record(withSchema(Records.encrypted(1, Records.PLAINTEXT))),
                ToolConfig.of(random),
                config,
                Set.of());
        DekId leaked = DekId.at(Base64.getDecoder().decode(emailOf(first)), EnvelopeHeader.DEK_ID);
        // The same domain and keyset give the same data key.
        assertThatThrownBy(() -> copy(Records.record(first.value()), config, config, Set.of(leaked)))
                .isInstanceOf(WrongCopy.class)
                .hasMessageContaining(leaked.toString());
    }

    private static byte[] withSchema(String email) {
        return ("{\"schema\":{\"type\":\"struct\",\"fields\":[{\"field\":\"email\",\"type\":\"string\"}]},"
                        + "\"payload\":{\"email\":\"" + email + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String emailOf(ProducerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8).replaceAll(".*\"email\":\"([^\"]*)\".*", "$1");
    }

    private static ProducerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> record, ToolConfig reading, ToolConfig writing, Set<DekId> leaked) {
        try (RecordReading reader = RecordReading.of(reading);
                RecordWriting writer = RecordWriting.of(writing, "customers-2", leaked)) {
            SinkRecord converted = reader.converted(record);
            return writer.written(record, converted, reader::cleared).record();
        }
    }
}

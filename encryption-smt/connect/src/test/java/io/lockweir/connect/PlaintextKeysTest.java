package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.connect.converter.EncryptingConverter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** {@code on.plaintext} as readers are configured with it. */
class PlaintextKeysTest {
    private static final String LATER = "2999-01-01";

    @Test
    void itNeedsItsEnd() {
        assertRefused("Key 'on.plaintext.until' is missing", "fields", "email", "on.plaintext", "pass");
        assertRefused(
                "'on.plaintext.until' has no effect without on.plaintext=pass",
                "fields",
                "email",
                "on.plaintext.until",
                "2027-03-31");
        for (String wrong : new String[] {"soon", "2027-02-30", "2027-03-31T12:00:00", ""}) {
            assertRefused(
                    "Key 'on.plaintext.until' is no date",
                    "fields",
                    "email",
                    "on.plaintext",
                    "pass",
                    "on.plaintext.until",
                    wrong);
        }
        assertRefused("on.plaintext", "fields", "email", "on.plaintext", "later");
    }

    @Test
    void clearValuesPassAreCountedAndEnd() throws Exception {
        String topic = "plaintext.counted";
        try (DecryptFields.Value<SinkRecord> decrypt =
                Transforms.decryptor("fields", "email", "on.plaintext", "pass", "on.plaintext.until", LATER)) {
            SinkRecord clear = new SinkRecord(topic, 0, null, null, null, Map.of("email", "a@b.c"), 0);
            assertThat(decrypt.apply(clear).value()).isEqualTo(clear.value());
            decrypt.apply(clear);
            Set<ObjectName> found = ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("io.lockweir:plugin=DecryptFields.Value,topic=" + topic + ",*"), null);
            assertThat(found).hasSize(1);
            assertThat(((Number) ManagementFactory.getPlatformMBeanServer()
                                    .getAttribute(found.iterator().next(), "plaintext-values-total"))
                            .intValue())
                    .isEqualTo(2);
        }
        try (DecryptFields.Value<SinkRecord> over =
                Transforms.decryptor("fields", "email", "on.plaintext", "pass", "on.plaintext.until", "2026-01-01")) {
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> over.apply(Transforms.sink(null, Map.of("email", "a@b.c"))))
                    .withMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED");
        }
    }

    @Test
    void noFailureOfARecordLeadsToADeadLetterQueueMeanwhile() {
        try (EncryptFields.Value<SourceRecord> encrypt = Transforms.encryptor("fields", "email");
                DecryptFields.Value<SinkRecord> strict = Transforms.decryptor("fields", "email,name");
                DecryptFields.Value<SinkRecord> passing = Transforms.decryptor(
                        "fields", "email,name", "on.plaintext", "pass", "on.plaintext.until", LATER)) {
            Map<?, ?> encrypted = (Map<?, ?>) encrypt.apply(Transforms.source(null, Map.of("email", "a@b.c")))
                    .value();
            String envelope = Objects.requireNonNull(String.valueOf(encrypted.get("email")));
            SinkRecord moved = Transforms.sink(null, Map.of("email", "clear", "name", envelope));
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> passing.apply(moved))
                    .withMessageContaining("TAMPERED: field name")
                    .withMessageContaining("While on.plaintext=pass no record goes to a dead-letter queue");
            SinkRecord both = Transforms.sink(null, Map.of("email", envelope, "name", envelope));
            assertThatExceptionOfType(DataException.class).isThrownBy(() -> strict.apply(both));
        }
    }

    @Test
    void theConverterPassesClearRecordsToTheInnerOne() throws IOException {
        Map<String, String> keys = Transforms.config(
                "inner", "org.apache.kafka.connect.json.JsonConverter",
                "inner.schemas.enable", "false",
                "on.plaintext", "pass",
                "on.plaintext.until", LATER);
        try (EncryptingConverter converter = new EncryptingConverter()) {
            converter.configure(keys, false);
            byte[] clear = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
            assertThat(converter.toConnectData("t", clear).value()).isEqualTo(Map.of("id", 7L));
            byte[] encrypted = converter.fromConnectData("t", null, Map.of("id", 7L));
            assertThat(encrypted).startsWith(0xE1);
            assertThat(converter.toConnectData("t", encrypted).value()).isEqualTo(Map.of("id", 7L));
            assertThatExceptionOfType(FailClosedError.class)
                    .isThrownBy(() -> converter.toConnectData("t", "no JSON".getBytes(StandardCharsets.UTF_8)))
                    .withMessageContaining("While on.plaintext=pass");
        }
        keys.put("profile", "confluent");
        keys.put("registry.url", "http://localhost:1");
        keys.remove("keyset.json");
        try (EncryptingConverter converter = new EncryptingConverter()) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> converter.configure(keys, false))
                    .withMessageContaining("Key 'on.plaintext' has no effect with profile=confluent");
        }
    }

    @Test
    void profileConfluentHasNoSuchTime() {
        try (DecryptFields.Value<SinkRecord> decrypt = new DecryptFields.Value<>()) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> decrypt.configure(Map.of(
                            "profile", "confluent",
                            "fields", "email",
                            "encrypt.kek.name", "k",
                            "registry.url", "http://localhost:1",
                            "on.plaintext", "pass",
                            "on.plaintext.until", "2027-03-31")))
                    .withMessageContaining("is of profile native: nothing marks ciphertext of profile confluent");
        }
    }

    private static void assertRefused(String message, String... keysAndValues) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Transforms.decryptor(keysAndValues))
                .withMessageContaining(message);
    }
}

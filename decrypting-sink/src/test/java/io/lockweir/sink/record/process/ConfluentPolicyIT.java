package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.connect.EncryptFields;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.registryserver.RegistryTestServer;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.RecordConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies of {@code profile=confluent}: fields that EncryptFields wrote in Confluent's format become clear columns. */
class ConfluentPolicyIT {
    private static final String[] FIELDS = {"fields", "email"};
    private static final String[] POLICY = {"policy.decrypt", "email", "policy.profile", "confluent"};
    private static final Schema KEY =
            SchemaBuilder.struct().field("email", Schema.STRING_SCHEMA).build();
    private static final org.apache.iceberg.Schema COLUMNS = new org.apache.iceberg.Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.required(2, "email", Types.StringType.get()),
            Types.NestedField.optional(3, "note", Types.StringType.get()));

    private final RegistryTestServer server = RegistryTestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void decryptsChangeEventsAndRowsWithoutSchema() {
        SinkRecord event = Bank.event("u", Bank.row(1, "old@b.c", null), Bank.row(1, "new@b.c", "n"));
        SinkRecord encrypted = encrypted(event, "GCM", FIELDS);
        assertThat(encrypted.value().toString()).doesNotContain("@b.c");
        try (TableRecordProcessor sink = sink("GCM", POLICY)) {
            Outcome.Row row = Bank.row(sink.process(encrypted));
            assertThat(row.row().getField("email")).isEqualTo("new@b.c");
            assertThat(row.row().getField("note")).isEqualTo("n");
            assertThat(sink.decryptedColumns(Bank.TABLE)).containsExactly("email");
        }
        SinkRecord flat = encrypted(Bank.record(null, Map.of("id", 7, "email", "canary@b.c")), "GCM", FIELDS);
        try (TableRecordProcessor sink = sink(COLUMNS, "GCM", POLICY)) {
            assertThat(Bank.row(sink.process(flat)).row().getField("email")).isEqualTo("canary@b.c");
        }
    }

    @Test
    void clearAndChangedTextHoldTheTable() {
        SinkRecord encrypted = encrypted(Bank.event("c", null, Bank.row(1, "canary@b.c", null)), "GCM", FIELDS);
        try (TableRecordProcessor sink = sink("GCM", POLICY)) {
            Bank.row(sink.process(encrypted));
            String long64 =
                    Base64.getEncoder().encodeToString("canary".repeat(12).getBytes(StandardCharsets.UTF_8));
            for (String clear : List.of("canary@b.c", long64)) {
                Outcome outcome = sink.process(Bank.event("c", null, Bank.row(1, clear, null)));
                assertThat(outcome).isInstanceOfSatisfying(Outcome.Held.class, held -> {
                    assertThat(held.reason()).isEqualTo(ReasonCode.CLEAR_TEXT);
                    assertThat(held.message())
                            .contains("email")
                            .doesNotContain("canary")
                            .doesNotContain(clear);
                });
            }
            // The image before a change is not written, and no clear text of it may reach a dead-letter queue.
            Struct after = ((Struct) encrypted.value()).getStruct("after");
            assertThat(sink.process(Bank.event("u", Bank.row(1, "canary@b.c", null), after)))
                    .isInstanceOf(Outcome.Held.class);
        }
    }

    /** Of a type that no ciphertext has, and in a record that does not fit the table for another reason. */
    @Test
    void clearValuesOfOtherTypesHoldTheTableToo() {
        try (TableRecordProcessor sink = sink(COLUMNS, "GCM", POLICY)) {
            for (Map<String, Object> clear : List.<Map<String, Object>>of(
                    Map.of("id", 7, "email", 4711), Map.of("id", "no number", "email", 4711))) {
                assertThat(sink.process(Bank.record(null, clear)))
                        .isInstanceOfSatisfying(
                                Outcome.Held.class,
                                held -> assertThat(held.reason()).isEqualTo(ReasonCode.CLEAR_TEXT));
            }
        }
    }

    /** Its form is that of a ciphertext, and another field is what fails first. */
    @Test
    void clearTextOfSomeLengthIsNotCopiedEither() {
        String long64 = Base64.getEncoder().encodeToString("canary".repeat(12).getBytes(StandardCharsets.UTF_8));
        org.apache.iceberg.Schema narrow = new org.apache.iceberg.Schema(
                Types.NestedField.required(1, "id", Types.IntegerType.get()),
                Types.NestedField.optional(2, "email", Types.StringType.get()));
        SinkRecord clear = Bank.record(null, Map.of("id", Long.MAX_VALUE, "email", long64));
        try (TableRecordProcessor sink = sink(narrow, "GCM", POLICY)) {
            assertThat(sink.process(encrypted(clear, "GCM", FIELDS))).isInstanceOf(Outcome.Quarantined.class);
            assertThat(sink.process(clear))
                    .isInstanceOfSatisfying(
                            Outcome.Held.class,
                            held -> assertThat(held.reason()).isEqualTo(ReasonCode.CLEAR_TEXT));
        }
    }

    @Test
    void theOtherProfileHoldsTheTable() {
        SinkRecord theirs = encrypted(Bank.event("c", null, Bank.row(1, "canary@b.c", null)), "GCM", FIELDS);
        SinkRecord ours = Bank.encrypt(Bank.event("c", null, Bank.row(1, "canary@b.c", null)), "fields", "email");
        try (TableRecordProcessor confluent = sink("GCM", POLICY);
                TableRecordProcessor own = Bank.processor(Bank.table(Bank.COLUMNS), "policy.decrypt", "email")) {
            assertThat(confluent.process(ours))
                    .isInstanceOfSatisfying(
                            Outcome.Held.class,
                            held -> assertThat(held.reason()).isEqualTo(ReasonCode.UNEXPECTED_CIPHERTEXT));
            assertThat(own.process(theirs))
                    .isInstanceOfSatisfying(
                            Outcome.Held.class,
                            held -> assertThat(held.reason()).isEqualTo(ReasonCode.CLEAR_TEXT));
        }
    }

    @Test
    void rowsAreFoundAgainByKeysThatStayEqual() {
        SinkRecord clear = Bank.event("d", Bank.row(7, "a@b.c", null), null);
        SinkRecord keyed = new SinkRecord(
                Bank.TOPIC, 3, KEY, new Struct(KEY).put("email", "a@b.c"), clear.valueSchema(), clear.value(), 42);
        SinkRecord encrypted = encrypted(encryptedKey(keyed), "SIV", FIELDS);
        assertThat(encrypted.key().toString()).doesNotContain("a@b.c");
        String[] upsert = {
            "policy.decrypt",
            "email",
            "policy.profile",
            "confluent",
            "write.mode",
            "upsert",
            "upsert.key.columns",
            "email"
        };
        try (TableRecordProcessor sink = sink(COLUMNS, "SIV", upsert)) {
            assertThat(sink.process(encrypted))
                    .isInstanceOfSatisfying(
                            Outcome.Delete.class,
                            gone -> assertThat(gone.key().getField("email")).isEqualTo("a@b.c"));
            SinkRecord tombstone =
                    new SinkRecord(Bank.TOPIC, 3, encrypted.keySchema(), encrypted.key(), null, null, 43);
            assertThat(sink.process(tombstone)).isInstanceOf(Outcome.Delete.class);
        }
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> sink(COLUMNS, "GCM", upsert))
                .withMessageContaining("profile=confluent under AES256_SIV without expiry");
    }

    @Test
    void aPolicyFileServesWriterAndSink(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, """
                version: 1
                rules:
                  - name: theirs
                    topics: '.*'
                    profile: confluent
                    encrypt.kek.name: kek
                    encrypt.kms.type: local-kms
                    encrypt.kms.key.id: k
                    fields: {email: encrypt}
                """);
        Map<String, String> keys = new HashMap<>(registry());
        keys.put("policy.file", file.toString());
        try (EncryptFields.Value<SinkRecord> writer = new EncryptFields.Value<>()) {
            writer.configure(keys);
            SinkRecord encrypted = writer.apply(Bank.event("c", null, Bank.row(1, "a@b.c", null)));
            keys.putAll(Bank.properties());
            keys.remove("keyset.json");
            try (TableRecordProcessor sink = Bank.processor(Bank.table(Bank.COLUMNS), keys)) {
                assertThat(Bank.row(sink.process(encrypted)).row().getField("email"))
                        .isEqualTo("a@b.c");
            }
        }
    }

    @Test
    void keyTroubleIsNoDefectOfTheRecord() {
        SinkRecord encrypted = encrypted(Bank.event("c", null, Bank.row(1, "a@b.c", null)), "GCM", FIELDS);
        Map<String, String> late = properties("GCM", POLICY);
        late.put("registry.cache.size", "77");
        try (TableRecordProcessor sink = Bank.processor(Bank.table(Bank.COLUMNS), late)) {
            server.faults().unreachable();
            assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> sink.process(encrypted));
        }
    }

    @Test
    void keysWithoutEffectAreRefused() {
        assertRefused("Key 'policy.mode' has no effect with policy.profile=confluent", "policy.mode", "random");
        assertRefused("neither encrypt.kek.name nor encrypt.kms.key.id", "policy.encrypt.kek.name", "");
        assertRefused("registry.url", "registry.url", "");
        Map<String, String> ours = Bank.properties("policy.decrypt", "email", "policy.encrypt.kek.name", "kek");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RecordConfig.of(ours))
                .withMessageContaining("Key 'policy.encrypt.kek.name' has no effect with policy.profile=native");
        Map<String, String> registry = Bank.properties("policy.decrypt", "email", "registry.url", "http://x");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RecordConfig.of(registry))
                .withMessageContaining("Key 'registry.url' has no effect");
    }

    private void assertRefused(String message, String key, String value) {
        Map<String, String> properties = properties("GCM", POLICY);
        properties.put(key, value);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RecordConfig.of(properties))
                .withMessageContaining(message);
    }

    private TableRecordProcessor sink(String algorithm, String... policy) {
        return sink(Bank.COLUMNS, algorithm, policy);
    }

    private TableRecordProcessor sink(org.apache.iceberg.Schema columns, String algorithm, String... policy) {
        return Bank.processor(Bank.table(columns), properties(algorithm, policy));
    }

    private Map<String, String> properties(String algorithm, String... policy) {
        Map<String, String> properties = Bank.properties(policy);
        properties.remove("keyset.json");
        properties.putAll(registry());
        properties.put("policy.encrypt.kek.name", "kek");
        properties.put("policy.encrypt.dek.algorithm", "AES256_" + algorithm);
        return properties;
    }

    private SinkRecord encrypted(SinkRecord record, String algorithm, String... fields) {
        try (EncryptFields.Value<SinkRecord> writer = new EncryptFields.Value<>()) {
            writer.configure(writing(algorithm, fields));
            return writer.apply(record);
        }
    }

    private SinkRecord encryptedKey(SinkRecord record) {
        try (EncryptFields.Key<SinkRecord> writer = new EncryptFields.Key<>()) {
            writer.configure(writing("SIV", FIELDS));
            return writer.apply(record);
        }
    }

    private Map<String, String> writing(String algorithm, String... fields) {
        Map<String, String> config = new HashMap<>(registry());
        config.putAll(Map.of(
                "profile", "confluent",
                "encrypt.kek.name", "kek",
                "encrypt.kms.type", "local-kms",
                "encrypt.kms.key.id", "k",
                "encrypt.dek.algorithm", "AES256_" + algorithm,
                "on.key.copy", "allow"));
        for (int i = 0; i < fields.length; i += 2) {
            config.put(fields[i], fields[i + 1]);
        }
        return config;
    }

    private Map<String, String> registry() {
        return Map.of(
                "registry.url", server.address().toString(),
                "registry.wait.ms", "0",
                "registry.kms.local-kms.secret", "canary4711-secret");
    }
}

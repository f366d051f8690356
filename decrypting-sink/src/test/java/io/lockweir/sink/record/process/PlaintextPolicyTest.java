package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.RecordConfig;
import java.util.Map;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** {@code on.plaintext=pass}: rows of a topic that is being changed over to encryption. */
class PlaintextPolicyTest {
    private static final String[] PASS = {
        "policy.decrypt", "email", "on.plaintext", "pass", "on.plaintext.until", "2999-01-01"
    };
    private static final org.apache.iceberg.Schema COLUMNS = new org.apache.iceberg.Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.required(2, "email", Types.StringType.get()),
            Types.NestedField.optional(3, "note", Types.StringType.get()));

    @Test
    void clearAndEncryptedEventsBecomeRows() {
        SinkRecord clear = Bank.event("u", Bank.row(1, "old@b.c", null), Bank.row(1, "new@b.c", "n"));
        SinkRecord encrypted = Bank.encrypt(clear, "fields", "email");
        try (TableRecordProcessor sink = Bank.processor(Bank.table(Bank.COLUMNS), PASS)) {
            for (SinkRecord record : new SinkRecord[] {clear, encrypted, clear}) {
                assertThat(Bank.row(sink.process(record)).row().getField("email"))
                        .isEqualTo("new@b.c");
            }
        }
        try (TableRecordProcessor sink = Bank.processor(Bank.table(COLUMNS), PASS)) {
            SinkRecord flat = Bank.record(null, Map.of("id", 1, "email", "new@b.c"));
            assertThat(Bank.row(sink.process(flat)).row().getField("email")).isEqualTo("new@b.c");
        }
    }

    /** A row that does not fit would be copied to a dead-letter queue, clear text and all. */
    @Test
    void clearRowsNeverReachADeadLetterQueue() {
        SinkRecord wrong = Bank.record(null, Map.of("id", Long.MAX_VALUE, "email", "canary@b.c"));
        SinkRecord encrypted = Bank.encrypt(wrong, "fields", "email");
        org.apache.iceberg.Schema narrow = new org.apache.iceberg.Schema(
                Types.NestedField.required(1, "id", Types.IntegerType.get()),
                Types.NestedField.optional(2, "email", Types.StringType.get()));
        try (TableRecordProcessor sink = Bank.processor(Bank.table(narrow), PASS)) {
            assertThat(sink.process(encrypted)).isInstanceOf(Outcome.Quarantined.class);
            assertThat(sink.process(wrong)).isInstanceOfSatisfying(Outcome.Held.class, held -> {
                assertThat(held.reason()).isEqualTo(ReasonCode.CLEAR_TEXT);
                assertThat(held.message()).doesNotContain("canary");
            });
        }
    }

    @Test
    void keyColumnsAreNeverClear() {
        Schema key = SchemaBuilder.struct().field("email", Schema.STRING_SCHEMA).build();
        SinkRecord event = Bank.event("d", Bank.row(7, "a@b.c", null), null);
        SinkRecord keyed = new SinkRecord(
                Bank.TOPIC, 3, key, new Struct(key).put("email", "a@b.c"), event.valueSchema(), event.value(), 42);
        Map<String, String> properties = Bank.properties(PASS);
        properties.putAll(Map.of(
                "policy.mode", "join",
                "policy.join.domain", "mail",
                "write.mode", "upsert",
                "upsert.key.columns", "email"));
        try (TableRecordProcessor sink = Bank.processor(Bank.table(COLUMNS), properties)) {
            assertThat(sink.process(keyed))
                    .isInstanceOfSatisfying(
                            Outcome.Held.class,
                            held -> assertThat(held.reason()).isEqualTo(ReasonCode.CLEAR_TEXT));
        }
    }

    @Test
    void itNeedsItsEndAndProfileNative() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RecordConfig.of(Bank.properties("policy.decrypt", "email", "on.plaintext", "pass")))
                .withMessageContaining("Key 'on.plaintext.until' is missing");
        Map<String, String> confluent = Bank.properties(PASS);
        confluent.putAll(Map.of(
                "policy.profile", "confluent",
                "policy.encrypt.kek.name", "k",
                "registry.url", "http://localhost:1"));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RecordConfig.of(confluent))
                .withMessageContaining("on.plaintext=pass is of profile native");
    }
}

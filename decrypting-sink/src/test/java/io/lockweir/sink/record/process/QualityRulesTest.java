package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Rules on rows as they are written: decrypted, converted, with what the record says of itself. */
class QualityRulesTest {
    private static final String CANARY = "canary-55aa-hopper@example.com";

    private final Table table = Bank.table(Bank.COLUMNS);

    @Test
    void lookAtDecryptedValues() {
        SinkRecord record = Bank.encrypt(Bank.event("c", null, Bank.row(1, CANARY, null)), "fields", "email");

        assertThat(process(
                        record,
                        "policy.decrypt",
                        "email",
                        "quality.rules",
                        "mail",
                        "quality.rules.mail.expression",
                        "email.matches('^[^@]+@example.com$')"))
                .isInstanceOf(Outcome.Row.class);
    }

    @Test
    void holdTheTableAndTellNoValue() {
        Outcome.Flagged flagged = flagged(process(
                event("c", CANARY), "quality.rules", "short", "quality.rules.short.expression", "size(email) < 5"));

        assertThat(flagged.violated()).containsExactly("short");
        assertThat(flagged.failed()).isEmpty();
        Outcome.Held held = (Outcome.Held) flagged.outcome();
        assertThat(held.reason()).isEqualTo(ReasonCode.RULE_VIOLATED);
        assertThat(held.message())
                .isEqualTo("Table bank.customers, topic bank.public.customers, partition 3, offset 42: RULE_VIOLATED:"
                        + " The rule short does not hold for the row");
        assertThat(flagged.toString()).doesNotContain(CANARY);
    }

    @Test
    void sendARecordToTheDeadLetterQueue() {
        Outcome.Flagged flagged = flagged(process(
                event("c", CANARY),
                "quality.rules",
                "number",
                "quality.rules.number.expression",
                "int(email) > 0",
                "quality.rules.number.on.violation",
                "dlq"));

        Outcome.Quarantined quarantined = (Outcome.Quarantined) flagged.outcome();
        assertThat(quarantined.reason()).isEqualTo(ReasonCode.RULE_ERROR);
        assertThat(quarantined.coordinates()).contains("The rule number cannot be told for the row (BAD_FORMAT)");
        assertThat(quarantined.toString()).doesNotContain(CANARY);
    }

    @Test
    void keepARecordWithClearTextOutOfTheDeadLetterQueue() {
        // The row is fine by policy; the image that is not written has clear text where ciphertext is expected.
        SinkRecord record = Bank.encrypt(Bank.event("u", null, Bank.row(1, CANARY, null)), "fields", "email");
        Struct event = (Struct) record.value();
        Struct before = new Struct(event.schema().field("before").schema());
        before.put("id", 1L).put("email", CANARY);
        event.put("before", before);

        Outcome outcome = process(
                record,
                "policy.decrypt",
                "email",
                "quality.rules",
                "none",
                "quality.rules.none.expression",
                "id < 0",
                "quality.rules.none.on.violation",
                "dlq");

        assertThat(outcome).isInstanceOf(Outcome.Held.class);
        assertThat(((Outcome.Held) outcome).reason()).isEqualTo(ReasonCode.CLEAR_TEXT);
    }

    @Test
    void writeARowThatOnlyWarns() {
        Outcome.Flagged flagged = flagged(process(
                event("c", "x"),
                "quality.rules",
                "a,b",
                "quality.rules.a.expression",
                "id > 1",
                "quality.rules.a.on.violation",
                "warn",
                "quality.rules.b.expression",
                "id > 2",
                "quality.rules.b.on.violation",
                "warn"));

        assertThat(flagged.violated()).containsExactly("a", "b");
        assertThat(flagged.outcome()).isInstanceOf(Outcome.Row.class);
    }

    @Test
    void decideByTheStrictestAndCountAll() {
        Outcome.Flagged flagged = flagged(process(
                event("c", "x"),
                "quality.rules",
                "warns,quarantines,fails,fails-too",
                "quality.rules.warns.expression",
                "id > 1",
                "quality.rules.warns.on.violation",
                "warn",
                "quality.rules.quarantines.expression",
                "id > 1",
                "quality.rules.quarantines.on.violation",
                "dlq",
                "quality.rules.fails.expression",
                "id > 1",
                "quality.rules.fails-too.expression",
                "id > 1"));

        assertThat(flagged.violated()).containsExactly("warns", "quarantines", "fails", "fails-too");
        assertThat(((Outcome.Held) flagged.outcome()).message()).contains("The rule fails does not");
    }

    @Test
    void knowTheOperationTheTopicAndTheTime() {
        String[] rule = {
            "quality.rules",
            "r",
            "quality.rules.r.expression",
            "_event.op == 'd' && _event.topic == 'bank.public.customers'"
                    + " && _event.time == timestamp('2023-11-14T22:13:20.123Z')"
        };

        assertThat(process(Bank.event("d", Bank.row(1, "x", null), null), rule)).isInstanceOf(Outcome.Row.class);
        assertThat(process(event("c", "x"), rule)).isInstanceOf(Outcome.Flagged.class);
    }

    @Test
    void doNotTakeAFieldOfAFlatRowForTheOperation() {
        org.apache.kafka.connect.data.Schema flat = org.apache.kafka.connect.data.SchemaBuilder.struct()
                .field("op", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
                .build();
        Table operations = Bank.table(new Schema(Types.NestedField.optional(1, "op", Types.StringType.get())));
        SinkRecord record = Bank.record(flat, new Struct(flat).put("op", "d"));

        try (TableRecordProcessor processor = Bank.processor(
                operations, "quality.rules", "r", "quality.rules.r.expression", "_event.op == null && op == 'd'")) {
            assertThat(processor.process(record)).isInstanceOf(Outcome.Row.class);
        }
    }

    @Test
    void areNotAskedAboutDeletesOfUpsertedTables() {
        String[] upsert = {
            "write.mode", "upsert",
            "upsert.key.columns", "id",
            "quality.rules", "never",
            "quality.rules.never.expression", "id < 0"
        };

        assertThat(process(keyed("d"), upsert)).isInstanceOf(Outcome.Delete.class);
        assertThat(process(keyed("c"), upsert)).isInstanceOf(Outcome.Flagged.class);
    }

    @Test
    void areRefusedWithTheTableThatTheyDoNotFit() {
        assertThatThrownBy(() ->
                        Bank.processor(table, "quality.rules", "r", "quality.rules.r.expression", "surname != ''"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Table bank.customers: the rule r")
                .hasMessageContaining("line 1, column 1");
    }

    private Outcome process(SinkRecord record, String... keysAndValues) {
        try (TableRecordProcessor processor = Bank.processor(table, keysAndValues)) {
            return processor.process(record);
        }
    }

    private static Outcome.Flagged flagged(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Flagged.class);
        return (Outcome.Flagged) outcome;
    }

    private static SinkRecord event(String operation, String email) {
        return Bank.event(operation, null, Bank.row(1, email, null));
    }

    private static SinkRecord keyed(String operation) {
        boolean delete = operation.equals("d");
        SinkRecord event =
                Bank.event(operation, delete ? Bank.row(1, "x", null) : null, delete ? null : Bank.row(1, "x", null));
        org.apache.kafka.connect.data.Schema key = org.apache.kafka.connect.data.SchemaBuilder.struct()
                .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
                .build();
        return event.newRecord(
                event.topic(),
                event.kafkaPartition(),
                key,
                new Struct(key).put("id", 1L),
                event.valueSchema(),
                event.value(),
                event.timestamp());
    }
}

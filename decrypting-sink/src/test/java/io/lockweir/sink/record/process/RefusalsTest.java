package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way a record can be wrong: its reason, what stops, and that no text holds the canary. */
class RefusalsTest {
    private static final String CANARY = "canary-grace.hopper@example.com";

    static Stream<Arguments> wrongRecords() {
        return Stream.of(
                Arguments.of("flipped byte", ReasonCode.TAG_MISMATCH, altered(RefusalsTest::flipped)),
                Arguments.of(
                        "damaged",
                        ReasonCode.BAD_ENVELOPE,
                        altered(text -> text.substring(0, 60) + '*' + text.substring(61))),
                // Cut, it does not even look like ciphertext any more: it could be clear text, and is treated so.
                Arguments.of("cut", ReasonCode.CLEAR_TEXT, altered(text -> text.substring(0, text.length() - 3))),
                Arguments.of("moved", ReasonCode.TAG_MISMATCH, swapped()),
                Arguments.of("other key", ReasonCode.UNKNOWN_KEY, otherKey()),
                Arguments.of("other mode", ReasonCode.UNSUPPORTED_ENVELOPE, joined()),
                Arguments.of("clear", ReasonCode.CLEAR_TEXT, Bank.event("c", null, Bank.row(1, CANARY, null))),
                Arguments.of("truncate", ReasonCode.UNSUPPORTED_OPERATION, Bank.event("t", null, null)),
                Arguments.of("no image", ReasonCode.MISSING_IMAGE, Bank.event("d", null, null)),
                Arguments.of("number", ReasonCode.UNSUPPORTED_RECORD, Bank.record(null, 7L)),
                Arguments.of("heartbeat", ReasonCode.UNSUPPORTED_RECORD, heartbeat()),
                Arguments.of("missing field", ReasonCode.MISSING_FIELD, flat("id")),
                Arguments.of("unknown field", ReasonCode.UNKNOWN_FIELD, flat("id", "email", "extra")),
                Arguments.of("metadata name", ReasonCode.AMBIGUOUS_COLUMN, flat("id", "email", "_topic")),
                Arguments.of("missing column", ReasonCode.MISSING_COLUMN, flat("email")));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("wrongRecords")
    void namesTheReasonAndNeverTheValue(String name, ReasonCode reason, SinkRecord record) {
        Outcome outcome = process(record, "policy.decrypt", "email");
        assertThat(reasonOf(outcome)).isEqualTo(reason);
        assertThat(outcome instanceof Outcome.Held).isEqualTo(reason.disposition() == ReasonCode.Disposition.HOLD);
        assertThat(outcome.toString())
                .contains("bank.customers", "topic bank.public.customers, partition 3, offset 42", reason.name())
                .doesNotContain(CANARY);
    }

    @Test
    void refusesCiphertextThatNoPolicyNames() {
        SinkRecord record = encrypted(Bank.event("c", null, Bank.row(1, CANARY, "n")), "email,note");
        assertThat(reasonOf(process(record, "policy.decrypt", "email"))).isEqualTo(ReasonCode.UNEXPECTED_CIPHERTEXT);
        assertThat(reasonOf(process(record))).isEqualTo(ReasonCode.UNEXPECTED_CIPHERTEXT);
    }

    @Test
    void refusesCiphertextThatNoPolicyNamesWithoutSchema() {
        SinkRecord record = encrypted(Bank.event("c", null, Bank.row(1, CANARY, "n")), "email");
        Object ciphertext = ((Struct) record.value()).getStruct("after").get("email");
        Map<String, Object> event = Map.of("op", "c", "after", Map.of("id", 1L, "email", ciphertext));
        Outcome outcome = process(Bank.record(null, event), "row.images", "debezium");
        assertThat(reasonOf(outcome)).isEqualTo(ReasonCode.UNEXPECTED_CIPHERTEXT);
    }

    @Test
    void neverQuarantinesARecordWithClearTextInAnyImage() {
        SinkRecord record = altered(RefusalsTest::flipped);
        Struct event = (Struct) record.value();
        org.apache.kafka.connect.data.Schema rows = event.getStruct("after").schema();
        event.put("before", new Struct(rows).put("id", 1L).put("email", CANARY));
        Outcome outcome = process(record, "policy.decrypt", "email");
        assertThat(reasonOf(outcome)).isEqualTo(ReasonCode.CLEAR_TEXT);
        assertThat(outcome).isInstanceOf(Outcome.Held.class);
        assertThat(outcome.toString()).doesNotContain(CANARY);
    }

    @Test
    void holdsClearTextInTheImageThatIsNotWritten() {
        for (String policy : List.of("policy.decrypt", "policy.keep")) {
            SinkRecord record = encrypted(Bank.event("u", null, Bank.row(1, "new", null)), "email");
            Struct event = (Struct) record.value();
            org.apache.kafka.connect.data.Schema rows = event.getStruct("after").schema();
            event.put("before", new Struct(rows).put("id", 1L).put("email", CANARY));

            Outcome outcome = process(record, policy, "email");

            assertThat(outcome).isInstanceOf(Outcome.Held.class);
            assertThat(reasonOf(outcome)).isEqualTo(ReasonCode.CLEAR_TEXT);
            assertThat(outcome.toString())
                    .contains("field email: CLEAR_TEXT: image before: ")
                    .doesNotContain(CANARY);
        }
    }

    @Test
    void holdsClearTextInTheBeforeImageWithoutSchema() {
        Map<String, Object> event = new HashMap<>(schemaless());
        event.put("before", Map.of("id", 1L, "email", CANARY));

        Outcome outcome = process(Bank.record(null, event), "policy.decrypt", "email", "row.images", "debezium");

        assertThat(reasonOf(outcome)).isEqualTo(ReasonCode.CLEAR_TEXT);
        assertThat(outcome.toString()).doesNotContain(CANARY);
    }

    @Test
    void acceptsABeforeImageOfTheKeyAlone() {
        SinkRecord nulls = encrypted(Bank.event("u", Bank.row(1, null, null), Bank.row(2, "new", null)), "email");
        assertThat(Bank.row(process(nulls, "policy.decrypt", "email")).row().getField("email"))
                .isEqualTo("new");
        Map<String, Object> event = new HashMap<>(schemaless());
        event.put("before", Map.of("id", 1L));
        Outcome outcome = process(Bank.record(null, event), "policy.decrypt", "email", "row.images", "debezium");
        assertThat(Bank.row(outcome).row().getField("email")).isEqualTo("new");
    }

    @Test
    void acceptsClearTextOfADroppedFieldAndThePlaceholderInTheBeforeImage() {
        SinkRecord dropped = Bank.event("u", Bank.row(1, "old", null), Bank.row(1, "new", null));
        assertThat(process(dropped, "policy.drop", "email")).isInstanceOf(Outcome.Row.class);
        SinkRecord unchanged = encrypted(
                Bank.event("u", Bank.row(1, "__debezium_unavailable_value", null), Bank.row(1, "new", null)), "email");
        assertThat(process(unchanged, "policy.decrypt", "email")).isInstanceOf(Outcome.Row.class);
    }

    private static Map<String, Object> schemaless() {
        SinkRecord record = encrypted(Bank.event("u", null, Bank.row(1, "new", null)), "email");
        Object ciphertext = ((Struct) record.value()).getStruct("after").get("email");
        return Map.of("op", "u", "after", Map.of("id", 1L, "email", ciphertext));
    }

    @Test
    void holdsClearTextThatShouldBeKeptEncrypted() {
        Outcome outcome = process(Bank.event("c", null, Bank.row(1, CANARY, null)), "policy.keep", "email");
        assertThat(reasonOf(outcome)).isEqualTo(ReasonCode.CLEAR_TEXT);
    }

    @Test
    void quarantinesAValueOutOfRangeWithoutSayingIt() {
        org.apache.kafka.connect.data.Schema rows = SchemaBuilder.struct()
                .field("id", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
                .build();
        Schema columns = new Schema(Types.NestedField.required(1, "id", Types.UUIDType.get()));
        try (TableRecordProcessor processor = Bank.processor(Bank.table(columns))) {
            Outcome outcome = processor.process(Bank.record(rows, new Struct(rows).put("id", CANARY)));
            assertThat(outcome)
                    .isEqualTo(new Outcome.Quarantined(
                            Bank.TABLE,
                            ReasonCode.MALFORMED_VALUE,
                            "Table bank.customers, topic bank.public.customers, partition 3, offset 42, field id:"
                                    + " MALFORMED_VALUE: The value is no UUID, which the column type uuid needs"));
        }
    }

    @ParameterizedTest
    @MethodSource("placeholders")
    void decidesAboutUnavailableValues(String action, boolean encrypt) {
        SinkRecord event = Bank.event("u", null, Bank.row(1, "__debezium_unavailable_value", null));
        SinkRecord record = encrypt ? encrypted(event, "email") : event;
        Outcome outcome = encrypt
                ? process(record, "policy.decrypt", "email", "on.unavailable.value", action)
                : process(record, "on.unavailable.value", action);
        switch (action) {
            case "fail" -> assertThat(reasonOf(outcome)).isEqualTo(ReasonCode.UNAVAILABLE_VALUE);
            case "null" -> assertThat(Bank.row(outcome).row().getField("email")).isNull();
            default -> assertThat(Bank.row(outcome).row().getField("email")).isEqualTo("__debezium_unavailable_value");
        }
    }

    static Stream<Arguments> placeholders() {
        return Stream.of("fail", "null", "keep")
                .flatMap(action -> Stream.of(true, false).map(e -> Arguments.of(action, e)));
    }

    private static SinkRecord altered(Function<String, String> change) {
        SinkRecord record = encrypted(Bank.event("c", null, Bank.row(1, CANARY, null)), "email");
        Struct after = ((Struct) record.value()).getStruct("after");
        after.put("email", change.apply(after.getString("email")));
        return record;
    }

    private static String flipped(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        bytes[bytes.length - 20] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static SinkRecord swapped() {
        SinkRecord record = encrypted(Bank.event("c", null, Bank.row(1, "other", CANARY)), "email,note");
        Object note = ((Struct) record.value()).getStruct("after").get("note");
        SinkRecord target = encrypted(Bank.event("c", null, Bank.row(1, "other", null)), "email");
        ((Struct) target.value()).getStruct("after").put("email", note);
        return target;
    }

    private static SinkRecord otherKey() {
        return Bank.encrypt(
                Bank.event("c", null, Bank.row(1, CANARY, null)), "fields", "email", "keyset.json", TestKeys.json(50));
    }

    private static SinkRecord joined() {
        return Bank.encrypt(
                Bank.event("c", null, Bank.row(1, CANARY, null)),
                "fields",
                "email",
                "mode",
                "join",
                "join.domain",
                "d");
    }

    private static SinkRecord heartbeat() {
        org.apache.kafka.connect.data.Schema schema = SchemaBuilder.struct()
                .name("io.debezium.connector.common.Heartbeat")
                .field("ts_ms", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
                .build();
        return Bank.record(schema, new Struct(schema).put("ts_ms", 1L));
    }

    /** A flat row of texts and an id; the table demands id. */
    private static SinkRecord flat(String... names) {
        SchemaBuilder builder = SchemaBuilder.struct();
        List.of(names)
                .forEach(name -> builder.field(
                        name,
                        name.equals("id")
                                ? org.apache.kafka.connect.data.Schema.INT64_SCHEMA
                                : org.apache.kafka.connect.data.Schema.STRING_SCHEMA));
        org.apache.kafka.connect.data.Schema schema = builder.build();
        Struct row = new Struct(schema);
        List.of(names).forEach(name -> row.put(name, name.equals("id") ? 1L : CANARY));
        return List.of(names).contains("email")
                ? encrypted(Bank.record(schema, row), "email")
                : Bank.record(schema, row);
    }

    private static SinkRecord encrypted(SinkRecord record, String fields) {
        return Bank.encrypt(record, "fields", fields);
    }

    private static ReasonCode reasonOf(Outcome outcome) {
        if (outcome instanceof Outcome.Held held) {
            return held.reason();
        }
        return ((Outcome.Quarantined) outcome).reason();
    }

    private static Outcome process(SinkRecord record, String... keysAndValues) {
        try (TableRecordProcessor processor = Bank.processor(Bank.table(Bank.COLUMNS), keysAndValues)) {
            return processor.process(record);
        }
    }
}

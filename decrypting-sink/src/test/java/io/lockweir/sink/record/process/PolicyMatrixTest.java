package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.sink.record.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every action on every form of a field, with and without schema: what is written, or why not. */
class PolicyMatrixTest {
    private static final String CLEAR = "grace.hopper@example.com";
    private static final String PLACEHOLDER = "__debezium_unavailable_value";

    static Stream<Arguments> matrix() {
        return Stream.of(
                // action, form, with schema, without schema
                Arguments.of("decrypt", "cipher", "clear", "clear"),
                Arguments.of("decrypt", "clear", "CLEAR_TEXT", "CLEAR_TEXT"),
                Arguments.of("decrypt", "null", "null", "null"),
                Arguments.of("decrypt", "placeholder", "UNAVAILABLE_VALUE", "UNAVAILABLE_VALUE"),
                Arguments.of("decrypt", "absent", "MISSING_FIELD", "MISSING_FIELD"),
                Arguments.of("keep", "cipher", "cipher", "cipher"),
                Arguments.of("keep", "clear", "CLEAR_TEXT", "CLEAR_TEXT"),
                Arguments.of("keep", "null", "null", "null"),
                Arguments.of("keep", "placeholder", "UNAVAILABLE_VALUE", "UNAVAILABLE_VALUE"),
                Arguments.of("keep", "absent", "MISSING_FIELD", "MISSING_FIELD"),
                Arguments.of("drop", "cipher", "null", "null"),
                Arguments.of("drop", "clear", "null", "null"),
                Arguments.of("drop", "null", "null", "null"),
                Arguments.of("drop", "placeholder", "null", "null"),
                Arguments.of("drop", "absent", "MISSING_FIELD", "MISSING_FIELD"),
                Arguments.of("", "cipher", "UNEXPECTED_CIPHERTEXT", "UNEXPECTED_CIPHERTEXT"),
                Arguments.of("", "clear", "clear", "clear"),
                Arguments.of("", "null", "null", "null"),
                Arguments.of("", "placeholder", "UNAVAILABLE_VALUE", "UNAVAILABLE_VALUE"),
                Arguments.of("", "absent", "null", "null"));
    }

    @ParameterizedTest(name = "{0} on {1}: {2}, without schema {3}")
    @MethodSource("matrix")
    void decides(String action, String form, String withSchema, String withoutSchema) {
        SinkRecord record = record(form);
        assertThat(written(action, record)).isEqualTo(expected(withSchema, record));
        assertThat(written(action, schemaless(record))).isEqualTo(expected(withoutSchema, record));
    }

    private static SinkRecord record(String form) {
        SchemaBuilder rows = SchemaBuilder.struct().field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA);
        if (!form.equals("absent")) {
            rows.field("email", org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA);
        }
        org.apache.kafka.connect.data.Schema schema = rows.build();
        Struct row = new Struct(schema).put("id", 1L);
        switch (form) {
            case "cipher", "clear" -> row.put("email", CLEAR);
            case "placeholder" -> row.put("email", PLACEHOLDER);
            default -> {}
        }
        SinkRecord record = Bank.record(schema, row);
        return form.equals("cipher") ? Bank.encrypt(record, "fields", "email") : record;
    }

    private static SinkRecord schemaless(SinkRecord record) {
        Map<String, @Nullable Object> map = new HashMap<>();
        Struct row = (Struct) record.value();
        row.schema().fields().forEach(field -> map.put(field.name(), row.get(field)));
        return Bank.record(null, map);
    }

    private static @Nullable Object expected(String cell, SinkRecord record) {
        return switch (cell) {
            case "clear" -> CLEAR;
            case "null" -> null;
            case "cipher" -> ((Struct) record.value()).get("email");
            default -> cell;
        };
    }

    private static @Nullable Object written(String action, SinkRecord record) {
        Schema columns = new Schema(Bank.COLUMNS.columns().subList(0, 3));
        String[] policy = action.isEmpty() ? new String[0] : new String[] {"policy." + action, "email"};
        try (TableRecordProcessor processor = Bank.processor(Bank.table(columns), policy)) {
            Outcome outcome = processor.process(record);
            if (outcome instanceof Outcome.Row row) {
                Record written = row.row();
                return written.getField("email");
            }
            return outcome instanceof Outcome.Held held
                    ? held.reason().name()
                    : ((Outcome.Quarantined) outcome).reason().name();
        }
    }
}

package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields without a column, columns without a field, and names that differ; with schemas and without. */
class ColumnRulesTest {

    enum Form {
        STRUCT {
            @Override
            SinkRecord record(Map<String, Object> fields) {
                SchemaBuilder schema = SchemaBuilder.struct();
                fields.forEach((name, value) -> schema.field(
                        name,
                        value instanceof Long
                                ? org.apache.kafka.connect.data.Schema.INT64_SCHEMA
                                : org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA));
                Struct row = new Struct(schema.build());
                for (Field field : row.schema().fields()) {
                    row.put(field, fields.get(field.name()));
                }
                return Bank.record(row.schema(), row);
            }
        },
        MAP {
            @Override
            SinkRecord record(Map<String, Object> fields) {
                return Bank.record(null, fields);
            }
        };

        abstract SinkRecord record(Map<String, Object> fields);
    }

    private static final Schema TWO = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "customer_name", Types.StringType.get()));

    @ParameterizedTest
    @EnumSource
    void holdsAtAFieldWithoutAColumnByDefault(Form form) {
        Outcome outcome = process(TWO, form.record(Map.of("id", 1L, "extra", "x")));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Held.class, held -> assertThat(held.reason()).isEqualTo(ReasonCode.UNKNOWN_FIELD));
    }

    @ParameterizedTest
    @EnumSource
    void writesTheRestWhereUnknownFieldsAreIgnored(Form form) {
        Outcome outcome = process(TWO, form.record(Map.of("id", 1L, "extra", "x")), "on.unknown.field", "ignore");

        assertThat(Bank.row(outcome).row().getField("id")).isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource
    void quarantinesTheRecordWhereConfigured(Form form) {
        Outcome outcome = process(TWO, form.record(Map.of("id", 1L, "extra", "canary")), "on.unknown.field", "dlq");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Quarantined.class, bad -> {
            assertThat(bad.reason()).isEqualTo(ReasonCode.UNKNOWN_FIELD);
            assertThat(bad.coordinates()).contains("field extra").doesNotContain("canary");
        });
    }

    @ParameterizedTest
    @EnumSource
    void doesNotQuarantineClearTextThatShouldBeCiphertext(Form form) {
        Outcome outcome = process(
                TWO,
                form.record(Map.of("id", 1L, "customer_name", "clear", "extra", "x")),
                "on.unknown.field",
                "dlq",
                "policy.decrypt",
                "customer_name");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Held.class, held -> assertThat(held.reason()).isEqualTo(ReasonCode.CLEAR_TEXT));
    }

    @Test
    void doesNotIgnoreAnEncryptedFieldThatNoPolicyNames() {
        SinkRecord encrypted = Bank.encrypt(
                Form.STRUCT.record(Map.of("id", 1L, "extra", "x", "customer_name", "Ada")),
                "fields",
                "extra,customer_name");
        for (String[] policy : new String[][] {{}, {"policy.decrypt", "customer_name"}}) {
            List<String> all = new ArrayList<>(List.of("on.unknown.field", "ignore"));
            all.addAll(List.of(policy));

            Outcome outcome = process(TWO, encrypted, all.toArray(String[]::new));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Held.class,
                            held -> assertThat(held.reason()).isEqualTo(ReasonCode.UNEXPECTED_CIPHERTEXT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsSnakeCaseColumns(Form form) {
        Outcome outcome =
                process(TWO, form.record(Map.of("id", 1L, "customerName", "Ada")), "columns.names", "snake_case");

        assertThat(Bank.row(outcome).row().getField("customer_name")).isEqualTo("Ada");
    }

    @ParameterizedTest
    @EnumSource
    void findsColumnsInOtherLetters(Form form) {
        Outcome outcome =
                process(TWO, form.record(Map.of("ID", 1L, "Customer_Name", "Ada")), "columns.case", "insensitive");

        Record row = Bank.row(outcome).row();
        assertThat(row.getField("id")).isEqualTo(1L);
        assertThat(row.getField("customer_name")).isEqualTo("Ada");
    }

    @ParameterizedTest
    @EnumSource
    void refusesTwoFieldsOfOneColumn(Form form) {
        Outcome outcome = process(
                TWO,
                form.record(Map.of("id", 1L, "customerName", "Ada", "customer_name", "Eve")),
                "columns.names",
                "snake_case");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Held.class, held -> assertThat(held.reason()).isEqualTo(ReasonCode.AMBIGUOUS_COLUMN));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotFindAColumnByItsOwnSpellingIfTheRuleSaysAnother(Form form) {
        Schema camel = new Schema(
                Types.NestedField.required(1, "id", Types.LongType.get()),
                Types.NestedField.optional(2, "customerName", Types.StringType.get()));

        Outcome outcome =
                process(camel, form.record(Map.of("id", 1L, "customerName", "Ada")), "columns.names", "snake_case");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Held.class, held -> assertThat(held.reason()).isEqualTo(ReasonCode.UNKNOWN_FIELD));
    }

    @Test
    void refusesColumnsThatDifferInLettersOnly() {
        Schema twins = new Schema(
                Types.NestedField.optional(1, "id", Types.LongType.get()),
                Types.NestedField.optional(2, "ID", Types.LongType.get()));

        assertThatThrownBy(() -> process(twins, Form.MAP.record(Map.of()), "columns.case", "insensitive"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("differ in upper and lower case only");
    }

    @Test
    void keepsNoMetricsOfADecryptedColumnWithAnotherName() {
        try (TableRecordProcessor processor = Bank.processor(
                Bank.table(TWO),
                "row.images",
                "flat",
                "columns.names",
                "snake_case",
                "policy.decrypt",
                "customerName")) {
            assertThat(processor.decryptedColumns(Bank.TABLE)).containsExactly("customer_name");
        }
    }

    @Test
    void decryptsIntoAColumnWithAnotherName() {
        SinkRecord clear = Form.STRUCT.record(Map.of("id", 1L, "customerName", "Ada"));
        SinkRecord encrypted = Bank.encrypt(clear, "fields", "customerName");

        Outcome outcome = process(TWO, encrypted, "columns.names", "snake_case", "policy.decrypt", "customerName");

        assertThat(Bank.row(outcome).row().getField("customer_name")).isEqualTo("Ada");
    }

    @ParameterizedTest
    @EnumSource
    void writesConfiguredDefaultsOfWhatARecordDoesNotHave(Form form) {
        Schema schema = new Schema(
                Types.NestedField.required(1, "id", Types.LongType.get()),
                Types.NestedField.required(2, "country", Types.StringType.get()),
                Types.NestedField.optional(3, "score", Types.IntegerType.get()),
                Types.NestedField.optional(4, "fee", Types.DecimalType.of(9, 2)),
                Types.NestedField.optional(5, "since", Types.DateType.get()),
                Types.NestedField.optional(6, "active", Types.BooleanType.get()));

        Record row = Bank.row(process(
                        schema,
                        form.record(Map.of("id", 1L)),
                        "columns.default.country",
                        "DE",
                        "columns.default.score",
                        "7",
                        "columns.default.fee",
                        "1.5",
                        "columns.default.since",
                        "2020-01-31",
                        "columns.default.active",
                        "true"))
                .row();

        assertThat(List.of(
                        row.getField("country"),
                        row.getField("score"),
                        row.getField("fee"),
                        row.getField("since"),
                        row.getField("active")))
                .isEqualTo(List.of("DE", 7, new BigDecimal("1.50"), LocalDate.of(2020, 1, 31), true));
    }

    @ParameterizedTest
    @EnumSource
    void leavesANullOfTheRecordNull(Form form) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("id", 1L);
        fields.put("customer_name", null);

        Record row = Bank.row(process(TWO, form.record(fields), "columns.default.customer_name", "nobody"))
                .row();

        assertThat(row.getField("customer_name")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void writesTheTablesOwnDefaults(Form form) {
        Schema schema = new Schema(
                Types.NestedField.required(1, "id", Types.LongType.get()),
                Types.NestedField.required("country")
                        .withId(2)
                        .ofType(Types.StringType.get())
                        .withInitialDefault(Literal.of("DE"))
                        .withWriteDefault(Literal.of("FR"))
                        .build());
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        Table table =
                catalog.createTable(Bank.TABLE, schema, PartitionSpec.unpartitioned(), Map.of("format-version", "3"));

        assertThat(Bank.row(process(table, form.record(Map.of("id", 1L)))).row().getField("country"))
                .isEqualTo("FR");
        assertThat(Bank.row(process(table, form.record(Map.of("id", 1L)), "columns.default.country", "IT"))
                        .row()
                        .getField("country"))
                .isEqualTo("IT");
    }

    @Test
    void refusesADefaultThatIsNoValueOfItsColumn() {
        for (String bad : List.of("", "many", "1.5", "99999999999")) {
            Schema schema = new Schema(Types.NestedField.optional(1, "score", Types.IntegerType.get()));
            assertThatThrownBy(() -> process(schema, Form.MAP.record(Map.of()), "columns.default.score", bad))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("columns.default.score: " + bad + " is no value of the column type int");
        }
    }

    private static Outcome process(Schema schema, SinkRecord record, String... keysAndValues) {
        return process(Bank.table(schema), record, keysAndValues);
    }

    private static Outcome process(Table table, SinkRecord record, String... keysAndValues) {
        List<String> all = new ArrayList<>(List.of("row.images", "flat"));
        all.addAll(List.of(keysAndValues));
        try (TableRecordProcessor processor = Bank.processor(table, all.toArray(String[]::new))) {
            processor.tablesOf(List.of(Bank.TOPIC));
            return processor.process(record);
        }
    }
}

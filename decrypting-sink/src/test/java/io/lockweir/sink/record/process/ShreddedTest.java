package io.lockweir.sink.record.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.connect.FieldKeysConfig;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeysetKeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.policy.IvMode;
import io.lockweir.encryption.shred.ShreddedKeyException;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.RecordConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A subject was shredded: {@code on.shredded} decides what the table gets, as far as its columns can hold it. */
class ShreddedTest {
    private static final org.apache.kafka.connect.data.Schema ROW = SchemaBuilder.struct()
            .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .field("email", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .field("born", org.apache.kafka.connect.data.Schema.INT32_SCHEMA)
            .field(
                    "phones",
                    SchemaBuilder.array(org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
                            .build())
            .build();
    private static final Schema OPTIONAL = columns(false);
    private static final Schema REQUIRED = columns(true);

    @Test
    void aShreddedRecordIsQuarantinedByDefault() {
        Outcome outcome =
                process(OPTIONAL, encrypted("email,born,phones[*]"), "policy.decrypt", "email,born,phones[*]");

        assertThat(((Outcome.Quarantined) outcome).reason()).isEqualTo(ReasonCode.SHREDDED);
    }

    @Test
    void nullStandsInThePlaceOfShreddedValues() {
        for (SinkRecord record :
                List.of(encrypted("email,born,phones[*]"), withoutSchema(encrypted("email,born,phones[*]")))) {
            Record row = Bank.row(
                            process(OPTIONAL, record, "policy.decrypt", "email,born,phones[*]", "on.shredded", "null"))
                    .row();

            assertThat(row.getField("id")).isEqualTo(7L);
            assertThat(row.getField("email")).isNull();
            assertThat(row.getField("born")).isNull();
            assertThat((List<?>) row.getField("phones")).hasSize(2).containsOnlyNulls();
        }
    }

    @Test
    void redactedTextStandsInStringColumnsAndNullInOthers() {
        for (SinkRecord record :
                List.of(encrypted("email,born,phones[*]"), withoutSchema(encrypted("email,born,phones[*]")))) {
            Record row = Bank.row(process(
                            OPTIONAL, record, "policy.decrypt", "email,born,phones[*]", "on.shredded", "redact"))
                    .row();

            assertThat(row.getField("email")).isEqualTo("[shredded]");
            assertThat(row.getField("born")).isNull();
            assertThat(row.getField("phones")).isEqualTo(List.of("[shredded]", "[shredded]"));
        }
    }

    @Test
    void redactedTextIsWrittenIntoRequiredStringColumns() {
        Record row = Bank.row(process(
                        REQUIRED,
                        encrypted("email,phones[*]"),
                        "policy.decrypt",
                        "email,phones[*]",
                        "on.shredded",
                        "redact"))
                .row();

        assertThat(row.getField("email")).isEqualTo("[shredded]");
        assertThat(row.getField("phones")).isEqualTo(List.of("[shredded]", "[shredded]"));
    }

    @Test
    void aRequiredColumnWithoutAReplacementIsRefusedByName() {
        for (String[] each : List.of(
                new String[] {"email", "null"},
                new String[] {"born", "null"},
                new String[] {"born", "redact"},
                new String[] {"phones[*]", "null"})) {
            for (SinkRecord record : List.of(encrypted(each[0]), withoutSchema(encrypted(each[0])))) {
                Outcome outcome = process(REQUIRED, record, "policy.decrypt", each[0], "on.shredded", each[1]);

                assertThat(outcome)
                        .isEqualTo(new Outcome.Quarantined(
                                Bank.TABLE,
                                ReasonCode.SHREDDED,
                                "Table bank.customers, topic bank.public.customers, partition 3, offset 42, field "
                                        + each[0]
                                        + ": SHREDDED: The value's subject was shredded, and on.shredded=" + each[1]
                                        + " has nothing to write into a required column; make the column optional"));
            }
        }
    }

    @Test
    void whatIsNotShreddedIsWrittenIntoRequiredColumnsAsEver() {
        try (TableRecordProcessor processor =
                Bank.processor(Bank.table(REQUIRED), "policy.decrypt", "email,born,phones[*]", "on.shredded", "null")) {
            Record row = Bank.row(processor.process(encrypted("email,born,phones[*]")))
                    .row();

            assertThat(row.getField("email")).isEqualTo("secret");
            assertThat(row.getField("born")).isEqualTo(1970);
        }
    }

    private static Outcome process(Schema columns, SinkRecord record, String... keysAndValues) {
        RecordConfig config = RecordConfig.of(Bank.properties(keysAndValues));
        try (TableRecordProcessor processor = new TableRecordProcessor(
                config, FieldKeysConfig.Opened.of(new AllShredded(), Optional.empty(), IvMode.COUNTER))) {
            processor.bind(Bank.TABLE, Bank.table(columns));
            return processor.process(record);
        }
    }

    private static SinkRecord encrypted(String fields) {
        Struct row = new Struct(ROW)
                .put("id", 7L)
                .put("email", "secret")
                .put("born", 1970)
                .put("phones", List.of("1", "2"));
        return Bank.encrypt(Bank.record(ROW, row), "fields", fields);
    }

    private static SinkRecord withoutSchema(SinkRecord record) {
        Struct row = (Struct) record.value();
        Map<String, Object> map = new HashMap<>();
        row.schema().fields().forEach(field -> map.put(field.name(), row.get(field)));
        return Bank.record(null, map);
    }

    private static Schema columns(boolean required) {
        return new Schema(
                Types.NestedField.required(1, "id", Types.LongType.get()),
                column(2, required, "email", Types.StringType.get()),
                column(3, required, "born", Types.IntegerType.get()),
                Types.NestedField.required(
                        4,
                        "phones",
                        required
                                ? Types.ListType.ofRequired(5, Types.StringType.get())
                                : Types.ListType.ofOptional(5, Types.StringType.get())));
    }

    private static Types.NestedField column(int id, boolean required, String name, Type type) {
        return required ? Types.NestedField.required(id, name, type) : Types.NestedField.optional(id, name, type);
    }

    /** Knows every key, and that its subject was shredded. */
    private static final class AllShredded implements KeySource {
        private final KeySource keys = KeysetKeySource.fromTinkJson(TestKeys.json(1));

        @Override
        public DataKeyUse encryptingKey(Scope scope) {
            throw new AssertionError("A sink encrypts nothing");
        }

        @Override
        public DataKey decryptingKey(DekId id, Scope scope) {
            keys.decryptingKey(id, scope).close();
            throw new ShreddedKeyException(id);
        }

        @Override
        public void close() {
            keys.close();
        }
    }
}

package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mode=mask} and {@code mode=redact}: what nobody gets back. */
@SuppressWarnings("JavaUtilDate") // Connect's own type for its logical times.
class ReplacementTest {
    private static final String CARD = "4111111111111234";

    @ParameterizedTest
    @CsvSource({
        "4111111111111234, 0, 4, ************1234",
        "4111111111111234, 4, 4, 4111********1234",
        "4111111111111234, 0, 0, ****************",
        "12345678,         0, 4, ****5678",
        "1234567,          0, 4, *******",
        "1,                0, 1, *",
        "'',               0, 4, ''",
        "a🏦b🏦,            0, 2, **b🏦",
    })
    void masksTextButAFewCharacters(String text, int first, int last, String expected) {
        assertThat(masked(text, "mask.keep.first", "" + first, "mask.keep.last", "" + last))
                .isEqualTo(expected);
    }

    @Test
    void masksWithAnotherCharacter() {
        assertThat(masked(CARD, "mask.keep.last", "4", "mask.with", "•")).isEqualTo("••••••••••••1234");
    }

    @Test
    void theMaskedFieldIsPlainTextWithoutDefault() {
        Schema card = SchemaBuilder.string()
                .name("io.debezium.data.Json")
                .defaultValue("{}")
                .doc("card")
                .build();

        SourceRecord masked = apply(record("card", card, CARD), "mode", "mask");

        assertThat(masked.valueSchema().field("card").schema())
                .isEqualTo(SchemaBuilder.string().optional().doc("card").build());
    }

    @Test
    void masksElementsAndRecordsWithoutSchemaAndLetsNullsPass() {
        Map<String, Object> clear = new HashMap<>();
        clear.put("card", List.of(CARD, "12"));
        clear.put("none", null);

        SourceRecord masked = Transforms.encryptor("fields", "card[*],none", "mode", "mask", "mask.keep.last", "4")
                .apply(Transforms.source(null, clear));

        Map<String, Object> expected = new HashMap<>(clear);
        expected.put("card", List.of("************1234", "**"));
        assertThat(masked.value()).isEqualTo(expected);
    }

    @Test
    void masksOnlyText() {
        assertThatThrownBy(() -> apply(record("card", Schema.INT64_SCHEMA, 4711L), "mode", "mask"))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("UNSUPPORTED_BRANCH: field card")
                .hasMessageContaining("only text can be masked, this is INT64");
        assertThatThrownBy(() -> Transforms.encryptor("fields", "card", "mode", "mask")
                        .apply(Transforms.source(null, Map.of("card", 4711L))))
                .hasMessageContaining("VALUE_MISMATCH")
                .hasMessageNotContaining("4711");
    }

    @Test
    void redactsToNull() {
        Schema card = SchemaBuilder.string().name("card").defaultValue("none").build();

        SourceRecord redacted = apply(record("card", card, CARD), "mode", "redact");

        assertThat(((Struct) redacted.value()).get("card")).isNull();
        assertThat(redacted.valueSchema().field("card").schema())
                .isEqualTo(SchemaBuilder.string().name("card").optional().build());
    }

    @Test
    void redactsToAFixedValueOfTheFieldsType() {
        assertRedacted(Schema.STRING_SCHEMA, "x", "gone", "gone");
        assertRedacted(Schema.INT8_SCHEMA, (byte) 3, "7", (byte) 7);
        assertRedacted(Schema.INT16_SCHEMA, (short) 3, "7", (short) 7);
        assertRedacted(Schema.INT32_SCHEMA, 3, "7", 7);
        assertRedacted(Schema.INT64_SCHEMA, 3L, "-7", -7L);
        assertRedacted(Schema.FLOAT32_SCHEMA, 3f, "7.5", 7.5f);
        assertRedacted(Schema.FLOAT64_SCHEMA, 3d, "7.5", 7.5d);
        assertRedacted(Schema.BOOLEAN_SCHEMA, true, "false", false);
        assertRedacted(Schema.BYTES_SCHEMA, new byte[] {1}, "AAE=", new byte[] {0, 1});
        assertRedacted(Decimal.schema(2), new BigDecimal("3.14"), "0", new BigDecimal("0.00"));
        assertRedacted(org.apache.kafka.connect.data.Date.SCHEMA, new Date(0), "1970-01-02", new Date(86_400_000L));
        assertRedacted(Time.SCHEMA, new Date(0), "00:00:01", new Date(1000));
        assertRedacted(Timestamp.SCHEMA, new Date(0), "1970-01-01T00:00:01Z", new Date(1000));
        Schema json =
                SchemaBuilder.string().name("io.debezium.data.Json").version(1).build();
        assertRedacted(json, "{}", "[]", "[]");
    }

    @Test
    void redactsNullsTooSoThatNobodySeesWhichValuesWereThere() {
        SourceRecord redacted =
                apply(record("card", Schema.OPTIONAL_STRING_SCHEMA, null), "mode", "redact", "redact.value", "gone");

        assertThat(((Struct) redacted.value()).get("card")).isEqualTo("gone");
    }

    @Test
    void refusesAFixedValueThatIsNotOfTheFieldsType() {
        for (Schema schema : List.of(
                Schema.INT8_SCHEMA,
                Schema.BOOLEAN_SCHEMA,
                Decimal.schema(0),
                Timestamp.SCHEMA,
                SchemaBuilder.array(Schema.STRING_SCHEMA).build())) {
            Schema row = SchemaBuilder.struct().field("card", schema).build();
            assertThatThrownBy(() ->
                            apply(Transforms.source(row, new Struct(row)), "mode", "redact", "redact.value", "7.5"))
                    .isInstanceOf(FailClosedError.class)
                    .hasMessageContaining("redact.value=7.5 is no value of field card of the value");
        }
    }

    @Test
    void aReaderLetsWhatIsLeftPass() {
        SourceRecord masked = apply(record("card", Schema.STRING_SCHEMA, CARD), "mode", "mask");

        assertThat(Transforms.decryptor("fields", "card", "mode", "mask")
                        .apply(Transforms.sink(masked))
                        .value())
                .isEqualTo(masked.value());
    }

    @Test
    void anUnchangedLargeColumnStaysRecognisable() {
        assertThat(masked("__debezium_unavailable_value", "mask.keep.last", "4"))
                .isEqualTo("__debezium_unavailable_value");
    }

    @Test
    void aClearCopyInTheKeyIsFoundAndKeysAreNeverMasked() {
        Schema key = SchemaBuilder.struct().field("card", Schema.STRING_SCHEMA).build();
        SourceRecord record = record("card", Schema.STRING_SCHEMA, CARD);
        SourceRecord copied =
                Transforms.source(key, new Struct(key).put("card", CARD), record.valueSchema(), record.value());
        assertThatThrownBy(() -> apply(copied, "mode", "mask")).hasMessageContaining("CLEAR_IN_KEY: field card");
        for (String mode : List.of("mask", "redact")) {
            assertThatThrownBy(() ->
                            new EncryptFields.Key<>().configure(Transforms.config("fields", "card", "mode", mode)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(
                            "Rules of EncryptFields$Key need mode=join: with mask and redact the keys of several rows become "
                                    + "one, and compaction loses rows");
        }
    }

    private static void assertRedacted(Schema schema, Object value, String text, Object expected) {
        SourceRecord redacted = apply(record("card", schema, value), "mode", "redact", "redact.value", text);
        assertThat(((Struct) redacted.value()).get("card")).isEqualTo(expected);
        assertThat(redacted.valueSchema().field("card").schema()).isEqualTo(schema);
    }

    private static Object masked(String text, String... config) {
        String[] all = new String[config.length + 2];
        System.arraycopy(config, 0, all, 2, config.length);
        all[0] = "mode";
        all[1] = "mask";
        return ((Struct) apply(record("card", Schema.STRING_SCHEMA, text), all).value()).get("card");
    }

    private static SourceRecord apply(SourceRecord record, String... config) {
        String[] all = new String[config.length + 2];
        System.arraycopy(config, 0, all, 2, config.length);
        all[0] = "fields";
        all[1] = "card";
        return Transforms.encryptor(all).apply(record);
    }

    private static SourceRecord record(String field, Schema schema, @Nullable Object value) {
        Schema row = SchemaBuilder.struct().field(field, schema).build();
        Struct struct = new Struct(row);
        return Transforms.source(value == null ? struct : struct.put(field, value));
    }
}

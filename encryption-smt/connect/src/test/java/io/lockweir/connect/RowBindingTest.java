package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Suite 03: a value opens in the row it was written for, and in no other. */
@SuppressWarnings("JavaUtilDate") // Connect's own type for its logical times.
class RowBindingTest {
    private static final String[] BOUND = {"fields", "email,phones[*],address.street", "bind.fields", "id,address.city"
    };
    private static final Schema ADDRESS = SchemaBuilder.struct()
            .optional()
            .field("street", Schema.OPTIONAL_STRING_SCHEMA)
            .field("city", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ROW = SchemaBuilder.struct()
            .name("bank.customers.Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "phones",
                    SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .field("address", ADDRESS)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("bank.customers.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .build();

    @Test
    void opensInItsOwnRow() {
        SourceRecord encrypted = Transforms.encryptor(BOUND).apply(Transforms.source(row(1, "Rome")));

        assertThat(((String) ((Struct) encrypted.value()).get("email"))).matches("4Q[MNOP].*");
        assertThat(read(encrypted).value()).isEqualTo(row(1, "Rome"));
        assertThat(read(encrypted).valueSchema()).isEqualTo(ROW);
    }

    @Test
    void bindsEachImageOfAChangeEventToItself() {
        Struct event = new Struct(ENVELOPE).put("before", row(1, "Rome")).put("after", row(2, null));
        SourceRecord encrypted = Transforms.encryptor(BOUND).apply(Transforms.source(event));

        assertThat(read(encrypted).value()).isEqualTo(event);

        Struct moved = (Struct) encrypted.value();
        Object before = moved.getStruct("before").get("email");
        moved.getStruct("after").put("email", before);
        assertTampered(encrypted, "field email of the value");
    }

    @Test
    void failsWhereABoundFieldWasChangedAddedOrTakenAway() {
        assertTampered(changed(row -> row.put("id", 2L)), "field email of the value");
        assertTampered(changed(row -> row.getStruct("address").put("city", "Paris")), "field email of the value");
        assertTampered(changed(row -> row.getStruct("address").put("city", null)), "field email of the value");
        assertTampered(
                changed(row -> row.put("address", null).put("email", row.get("email"))), "field email of the value");
    }

    @Test
    void saysWhichFieldsTheValueIsBoundTo() {
        assertThatThrownBy(() -> read(changed(row -> row.put("id", 2L))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("TAMPERED")
                .hasMessageContaining("one of the fields it is bound to (id, address.city) has another value or type");
    }

    @Test
    void aReaderBindsToTheSameFields() {
        SourceRecord encrypted = Transforms.encryptor(BOUND).apply(Transforms.source(row(1, "Rome")));

        assertThatThrownBy(() -> Transforms.decryptor("fields", "email").apply(Transforms.sink(encrypted)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("WRONG_SUITE")
                .hasMessageContaining("compare the mode (random or join) and bind.fields");
        assertThatThrownBy(() -> Transforms.decryptor("fields", "email", "bind.fields", "id")
                        .apply(Transforms.sink(encrypted)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("bound to (id)");
    }

    @Test
    void aMissingBoundFieldStopsWriterAndReader() {
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email", "bind.fields", "nr")
                        .apply(Transforms.source(row(1, "Rome"))))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining(
                        "FIELD_MISSING: field nr of the value, topic bank.public.customers: other fields are "
                                + "bound to it (bind.fields), and it is not there");
        SourceRecord encrypted =
                Transforms.encryptor("fields", "email", "bind.fields", "id").apply(Transforms.source(row(1, "Rome")));
        Schema without = SchemaBuilder.struct()
                .field("email", encrypted.valueSchema().field("email").schema())
                .build();
        Struct value = new Struct(without).put("email", ((Struct) encrypted.value()).get("email"));
        assertThatThrownBy(() -> Transforms.decryptor("fields", "email", "bind.fields", "id")
                        .apply(Transforms.sink(without, value)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("FIELD_MISSING: field id of the value");
    }

    @Test
    void bindsToClearFieldsOnly() {
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email,id", "bind.fields", "id")
                        .apply(Transforms.source(row(1, "Rome"))))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("Rule 'default' binds to field id, which rule 'default' does not leave as it is");
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email", "bind.fields", "phones[*]"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "bind.fields: phones[*] leads to many values. Bind to single fields of the row, such as id or "
                                + "address.city.");
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email", "bind.fields", "id,id"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("bind.fields names a field twice, or more than 255. Name each once.");
    }

    @Test
    void theOrderOfBoundFieldsDoesNotMatter() {
        SourceRecord encrypted = Transforms.encryptor(BOUND).apply(Transforms.source(row(1, "Rome")));

        assertThat(Transforms.decryptor("fields", "email,phones[*],address.street", "bind.fields", "address.city,id")
                        .apply(Transforms.sink(encrypted))
                        .value())
                .isEqualTo(row(1, "Rome"));
    }

    @ParameterizedTest
    @MethodSource("io.lockweir.connect.TypeZoo#all")
    void bindsToFieldsOfEveryType(TypeZoo.Specimen specimen) {
        for (boolean withDefault : new boolean[] {false, true}) {
            Schema schema = SchemaBuilder.struct()
                    .field("email", Schema.STRING_SCHEMA)
                    .field("sibling", TypeZoo.schema(specimen, true, withDefault))
                    .build();
            Struct clear = new Struct(schema).put("email", "a@b.ch");
            put(clear, specimen);
            String[] config = {"fields", "email", "bind.fields", "sibling"};
            SourceRecord encrypted = Transforms.encryptor(config).apply(Transforms.source(clear));
            // JSON loses the sign of a zero and makes something else of NaN, in clear fields as well.
            boolean survivesJson =
                    !specimen.name().equals("float32") && !specimen.name().equals("float64 nan");
            SinkRecord read = Transforms.decryptor(config)
                    .apply(
                            survivesJson
                                    ? Transforms.sink(Transforms.throughJson(encrypted))
                                    : Transforms.sink(encrypted));
            assertThat(((Struct) read.value()).get("email")).isEqualTo("a@b.ch");
        }
    }

    @Test
    void aDefaultStandsForANullSinceConvertersWriteIt() {
        Schema schema = SchemaBuilder.struct()
                .field("email", Schema.STRING_SCHEMA)
                .field("level", SchemaBuilder.int32().optional().defaultValue(3).build())
                .build();
        Struct clear = new Struct(schema).put("email", "a@b.ch");
        String[] config = {"fields", "email", "bind.fields", "level"};

        SchemaAndValue json =
                Transforms.throughJson(Transforms.encryptor(config).apply(Transforms.source(clear)));

        assertThat(((Struct) json.value()).getWithoutDefault("level")).isEqualTo(3);
        assertThat(((Struct) Transforms.decryptor(config)
                                .apply(Transforms.sink(json))
                                .value())
                        .get("email"))
                .isEqualTo("a@b.ch");
    }

    @Test
    void worksWithoutSchemaWhereTypesSurvive() {
        String[] config = {"fields", "email", "bind.fields", "id,owner.name"};
        Map<String, Object> clear = Map.of("id", 7L, "email", "a@b.ch", "owner", Map.of("name", "anna"));
        Map<?, ?> hidden = (Map<?, ?>) Transforms.encryptor(config)
                .apply(Transforms.source(null, clear))
                .value();

        assertThat(Transforms.decryptor(config)
                        .apply(Transforms.sink(null, hidden))
                        .value())
                .isEqualTo(clear);

        Map<Object, Object> changed = new HashMap<>(hidden);
        changed.put("id", 8L);
        assertThatThrownBy(() -> Transforms.decryptor(config).apply(Transforms.sink(null, changed)))
                .hasMessageContaining("TAMPERED");
        changed.remove("id");
        assertThatThrownBy(() -> Transforms.decryptor(config).apply(Transforms.sink(null, changed)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("FIELD_MISSING: field id of the value");
    }

    @Test
    void noSiblingStaysFromTheRowBefore() {
        EncryptFields.Value<SourceRecord> encrypt = Transforms.encryptor(BOUND);
        DecryptOf decrypt = new DecryptOf(BOUND);
        List<Struct> rows = List.of(row(1, "Rome"), row(2, null), row(3, "Bern"));
        List<SourceRecord> encrypted =
                rows.stream().map(row -> encrypt.apply(Transforms.source(row))).toList();
        for (int i = rows.size() - 1; i >= 0; i--) {
            assertThat(decrypt.apply(encrypted.get(i))).isEqualTo(rows.get(i));
        }
    }

    @Test
    void aFailingBoundFieldShowsNoValue() {
        Schema schema = SchemaBuilder.struct()
                .field("email", Schema.STRING_SCHEMA)
                .field("amount", Decimal.schema(2))
                .field("at", Timestamp.SCHEMA)
                .field("note", Schema.STRING_SCHEMA)
                .build();
        Struct clear = new Struct(schema)
                .put("email", "canary@b.ch")
                .put("amount", new BigDecimal("4711.08"))
                .put("at", new Date(5))
                .put("note", "canary\uD800");
        assertThatThrownBy(() -> Transforms.encryptor("fields", "email", "bind.fields", "amount,at,note")
                        .apply(Transforms.source(clear)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("LONE_SURROGATE")
                .hasMessageContaining("Field note, which values are bound to")
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("4711");
    }

    /** One decrypting transform, kept from row to row. */
    private static final class DecryptOf {
        private final DecryptFields.Value<SinkRecord> transform;

        DecryptOf(String... config) {
            this.transform = Transforms.decryptor(config);
        }

        Object apply(SourceRecord encrypted) {
            return transform.apply(Transforms.sink(encrypted)).value();
        }
    }

    private static void put(Struct row, TypeZoo.Specimen specimen) {
        Schema schema = row.schema().field("sibling").schema();
        if (specimen.value() instanceof Struct original) {
            Struct struct = new Struct(schema);
            schema.fields().forEach(field -> struct.put(field, original.getWithoutDefault(field.name())));
            row.put("sibling", struct);
        } else {
            row.put("sibling", specimen.value());
        }
    }

    private static SourceRecord changed(Consumer<Struct> change) {
        SourceRecord encrypted = Transforms.encryptor(BOUND).apply(Transforms.source(row(1, "Rome")));
        change.accept((Struct) encrypted.value());
        return encrypted;
    }

    private static SinkRecord read(SourceRecord encrypted) {
        return Transforms.decryptor(BOUND).apply(Transforms.sink(Transforms.throughJson(encrypted)));
    }

    private static void assertTampered(SourceRecord encrypted, String place) {
        assertThatThrownBy(() -> read(encrypted))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("TAMPERED: " + place);
    }

    private static Struct row(long id, @Nullable String city) {
        return new Struct(ROW)
                .put("id", id)
                .put("email", "a@b.ch")
                .put("phones", List.of("1", "2"))
                .put("address", new Struct(ADDRESS).put("street", "Via X").put("city", city));
    }
}

package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.schema.EncryptedSchema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecryptFieldsTest {
    private static final Schema PAIR = SchemaBuilder.struct()
            .field("a", Schema.STRING_SCHEMA)
            .field("b", Schema.STRING_SCHEMA)
            .build();
    private static final Struct CLEAR = new Struct(PAIR).put("a", "canary A").put("b", "canary B");

    private final SourceRecord encrypted = Transforms.encryptor("fields", "a,b").apply(Transforms.source(CLEAR));

    @Test
    void acceptsTextBytesAndBuffers() {
        String text = ((Struct) encrypted.value()).getString("a");
        byte[] bytes = Base64.getDecoder().decode(text);
        Schema schema = encrypted.valueSchema();
        Schema asBytes = SchemaBuilder.struct()
                .field("a", EncryptedSchema.of(Schema.STRING_SCHEMA, Schema.Type.BYTES))
                .field("b", schema.field("b").schema())
                .build();
        for (Object form : new Object[] {text, bytes, ByteBuffer.wrap(bytes)}) {
            Schema formSchema = form instanceof String ? schema : asBytes;
            Struct value = new Struct(formSchema).put("a", form).put("b", ((Struct) encrypted.value()).get("b"));
            assertThat(decrypt(formSchema, value).value()).isEqualTo(CLEAR);
        }
    }

    @Test
    void rejectsEveryChangedCharacter() {
        String text = ((Struct) encrypted.value()).getString("a");
        for (int i = 0; i < text.length(); i++) {
            char flipped = text.charAt(i) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, i) + flipped + text.substring(i + 1);
            assertThatThrownBy(() -> decrypt(encrypted.valueSchema(), copy("a", changed)))
                    .as("character %s", i)
                    .isInstanceOfAny(DataException.class, FailClosedError.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void rejectsAFlippedByteAsTampered() {
        byte[] bytes = Base64.getDecoder().decode(((Struct) encrypted.value()).getString("a"));
        bytes[bytes.length - 1] ^= 1;

        assertThatDecrypting(copy("a", Base64.getEncoder().encodeToString(bytes)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "DecryptFields could not decrypt partition 3 offset 42. TAMPERED: field a of the value, "
                                + "topic bank.public.customers: ");
    }

    @Test
    void rejectsCiphertextMovedToAnotherField() {
        assertThatDecrypting(copy("b", ((Struct) encrypted.value()).get("a")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("TAMPERED: field b of the value");
    }

    @Test
    void rejectsClearTextWhereCiphertextIsExpected() {
        for (String clear : new String[] {"canary@example.org", "", "4Q", "4QEcanary ".repeat(20), "AAAA"}) {
            assertThatDecrypting(copy("a", clear))
                    .isInstanceOfAny(FailClosedError.class, DataException.class)
                    .hasMessageNotContaining("canary");
        }
        assertThatDecrypting(copy("a", "canary@example.org"))
                .hasMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED: field a of the value");
        assertThatThrownBy(() -> decrypt(PAIR, CLEAR))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("CLEAR_WHERE_CIPHERTEXT_EXPECTED");
        assertThatThrownBy(() -> decrypt(null, Map.of("a", 5L, "b", "x")))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("a java.lang.Long is no envelope");
    }

    @Test
    void stopsOnAnUnknownKeyForNoRecordIsAtFault() {
        DecryptFields<SinkRecord> other = Transforms.decryptor("fields", "a,b", "keyset.json", Keysets.ofKey(99));

        assertThatThrownBy(() -> other.apply(Transforms.sink(encrypted)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("UNKNOWN_KEY: field a of the value");
        assertThatThrownBy(() -> Transforms.decryptor("fields", "a,b", "namespace", "other")
                        .apply(Transforms.sink(encrypted)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("UNKNOWN_KEY");
    }

    @Test
    void stopsOnAMisspeltField() {
        assertThatThrownBy(() -> Transforms.decryptor("fields", "aa").apply(Transforms.sink(encrypted)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("FIELD_MISSING: field aa of the value");
    }

    @Test
    void rejectsAKeyModeThatIsNotTheWriters() {
        assertThatThrownBy(() -> Transforms.decryptor("fields", "a,b", "mode", "join", "join.domain", "d")
                        .apply(Transforms.sink(encrypted)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("WRONG_SUITE");
    }

    @Test
    void rejectsAChangedScale() {
        Schema schema =
                SchemaBuilder.struct().field("amount", Decimal.schema(2)).build();
        SourceRecord record = Transforms.encryptor("fields", "amount")
                .apply(Transforms.source(new Struct(schema).put("amount", new BigDecimal("4711.08"))));

        assertThatThrownBy(() -> decryptWithParameter(record, "amount", "lockweir.parameter.scale", "0"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SCHEMA_MISMATCH")
                .hasMessageContaining("the schema's scale is 0, the value's is 2")
                .hasMessageNotContaining("4711");
    }

    @Test
    void rejectsAChangedTimeUnitTypeAndParameter() {
        Schema schema = SchemaBuilder.struct()
                .field(
                        "at",
                        SchemaBuilder.int64()
                                .name("io.debezium.time.MicroTimestamp")
                                .version(1)
                                .parameter("p", "1")
                                .build())
                .build();
        SourceRecord record =
                Transforms.encryptor("fields", "at").apply(Transforms.source(new Struct(schema).put("at", 4711L)));
        Map<String, String> changes = Map.of(
                "1 INT64 1 io.debezium.time.Timestamp", "lockweir.encrypted",
                "1 INT64 2 io.debezium.time.MicroTimestamp", "lockweir.encrypted",
                "1 INT32 1 io.debezium.time.MicroTimestamp", "lockweir.encrypted",
                "2", "lockweir.parameter.p");

        changes.forEach(
                (value, parameter) -> assertThatThrownBy(() -> decryptWithParameter(record, "at", parameter, value))
                        .as(value)
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("SCHEMA_MISMATCH")
                        .hasMessageNotContaining("4711"));
    }

    @Test
    void rejectsParametersOfWhichConnectMakesNoSchema() {
        Schema list = SchemaBuilder.array(Schema.STRING_SCHEMA)
                .defaultValue(List.of("canary"))
                .build();
        Schema schema = SchemaBuilder.struct().field("n", list).build();
        SourceRecord record =
                Transforms.encryptor("fields", "n").apply(Transforms.source(new Struct(schema).put("n", List.of("a"))));

        // The second item of the default is missing.
        assertThatThrownBy(() -> decryptWithParameter(record, "n", "lockweir.default", "2"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("BAD_SCHEMA_PARAMETERS: field n of the value")
                .hasMessageNotContaining("canary");
    }

    @Test
    void rejectsBrokenSchemaParameters() {
        Map<String, String> changes = Map.of(
                "2 INT32 1 n", "lockweir.encrypted",
                "1 TEXT 1 n", "lockweir.encrypted",
                "1 INT32 one n", "lockweir.encrypted",
                "x", "lockweir.default");
        Schema schema = SchemaBuilder.struct()
                .field(
                        "n",
                        SchemaBuilder.int32()
                                .name("n")
                                .version(1)
                                .defaultValue(5)
                                .build())
                .build();
        SourceRecord record =
                Transforms.encryptor("fields", "n").apply(Transforms.source(new Struct(schema).put("n", 4711)));

        changes.forEach(
                (value, parameter) -> assertThatThrownBy(() -> decryptWithParameter(record, "n", parameter, value))
                        .as(value)
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("BAD_SCHEMA_PARAMETERS")
                        .hasMessageContaining(parameter));
    }

    @Test
    void restoresScalarsWhoseSchemaWasLost() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("amount", Decimal.schema(2))
                .build();
        SourceRecord record = Transforms.encryptor("fields", "id,name,amount")
                .apply(Transforms.source(new Struct(schema).put("id", 5).put("amount", new BigDecimal("1.50"))));
        DecryptFields<SinkRecord> decrypt = Transforms.decryptor("fields", "id,name,amount");
        Schema lost = SchemaBuilder.struct()
                .field("id", Schema.STRING_SCHEMA)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("amount", Schema.STRING_SCHEMA)
                .build();
        Struct value = new Struct(lost);
        lost.fields().forEach(field -> value.put(field, ((Struct) record.value()).get(field.name())));

        for (int i = 0; i < 2; i++) {
            SinkRecord decrypted = decrypt.apply(Transforms.sink(lost, value));
            assertThat(decrypted.valueSchema().field("id").schema()).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
            assertThat(decrypted.valueSchema().field("amount").schema())
                    .isEqualTo(Decimal.builder(2).optional().build());
            assertThat(((Struct) decrypted.value()).get("id")).isEqualTo(5);
            assertThat(((Struct) decrypted.value()).get("name")).isNull();
            assertThat(((Struct) decrypted.value()).get("amount")).isEqualTo(new BigDecimal("1.50"));
        }
    }

    @Test
    void askedForItRestoresNamedTypesWithoutTheirName() {
        Schema schema = SchemaBuilder.struct()
                .field(
                        "at",
                        SchemaBuilder.int64()
                                .name("io.debezium.time.MicroTimestamp")
                                .version(1)
                                .build())
                .build();
        SourceRecord record =
                Transforms.encryptor("fields", "at").apply(Transforms.source(new Struct(schema).put("at", 4711L)));
        Map<String, Object> lost = Map.of("at", ((Struct) record.value()).get("at"));

        assertThatThrownBy(() -> Transforms.decryptor("fields", "at").apply(Transforms.sink(null, lost)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SCHEMA_LOST: field at of the value");
        assertThat(Transforms.decryptor("fields", "at", "on.schema.lost", "base")
                        .apply(Transforms.sink(null, lost))
                        .value())
                .isEqualTo(Map.of("at", 4711L));
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // Connect's own type.
    void restoresSchemalessValuesOfEveryType() {
        Map<String, Object> row = new HashMap<>();
        row.put("b", true);
        row.put("l", 1L);
        row.put("i", 1);
        row.put("d", 1.5d);
        row.put("s", "text");
        row.put("y", new byte[] {1});
        row.put("n", null);
        row.put("list", List.of("a", Map.of("x", 1L), List.of()));
        row.put("map", Map.of("k", List.of(2L)));
        row.put("at", new java.util.Date(5));
        String fields = String.join(",", row.keySet());

        SourceRecord hidden = Transforms.encryptor("fields", fields).apply(Transforms.source(null, row));
        SinkRecord decrypted = Transforms.decryptor("fields", fields).apply(Transforms.sink(hidden));

        assertThat((Map<?, ?>) decrypted.value()).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void acceptsBytesThatJsonTurnedIntoText() {
        Schema schema =
                SchemaBuilder.struct().field("photo", Schema.BYTES_SCHEMA).build();
        SourceRecord record = Transforms.encryptor("fields", "photo")
                .apply(Transforms.source(new Struct(schema).put("photo", new byte[] {7, 8})));

        SinkRecord decrypted =
                Transforms.decryptor("fields", "photo").apply(Transforms.sink(Transforms.throughJson(record, false)));

        assertThat(((Struct) record.value()).get("photo")).isInstanceOf(byte[].class);
        assertThat((Map<?, ?>) decrypted.value()).usingRecursiveComparison().isEqualTo(Map.of("photo", new byte[] {7, 8
        }));
    }

    @Test
    void leavesOtherTopicsFieldsAndTombstones() {
        SinkRecord tombstone = Transforms.sink(null, null);
        assertThat(Transforms.decryptor("fields", "a").apply(tombstone)).isSameAs(tombstone);
        SinkRecord record = Transforms.sink(encrypted);
        assertThat(Transforms.decryptor("fields", "a", "topics", "other").apply(record))
                .isSameAs(record);
        Struct half = (Struct) Transforms.decryptor("fields", "a").apply(record).value();
        assertThat(half.get("a")).isEqualTo("canary A");
        assertThat(half.get("b")).isEqualTo(((Struct) encrypted.value()).get("b"));
    }

    @Test
    void joinsAcrossFieldsAndTypes() {
        Schema narrow =
                SchemaBuilder.struct().field("customer_id", Schema.INT32_SCHEMA).build();
        Schema wide = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
        String[] domain = {"mode", "join", "join.domain", "customer", "join.type", "int64"};
        SourceRecord a = Transforms.encryptor(with(domain, "customer_id"))
                .apply(Transforms.source(new Struct(narrow).put("customer_id", 7)));
        SourceRecord b =
                Transforms.encryptor(with(domain, "id")).apply(Transforms.source(new Struct(wide).put("id", 7L)));

        assertThat(((Struct) a.value()).get("customer_id")).isEqualTo(((Struct) b.value()).get("id"));
        SinkRecord decrypted = Transforms.decryptor(with(domain, "customer_id")).apply(Transforms.sink(a));
        assertThat(decrypted.valueSchema()).isEqualTo(narrow);
        assertThat(((Struct) decrypted.value()).get("customer_id")).isEqualTo(7);
        assertThatThrownBy(() -> Transforms.encryptor(with(domain, "email")).apply(Transforms.source(Customers.row(1))))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("no lossless form in join domain customer");
    }

    private static String[] with(String[] domain, String fields) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(domain), java.util.stream.Stream.of("fields", fields))
                .toArray(String[]::new);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatDecrypting(Struct value) {
        return assertThatThrownBy(() -> decrypt(encrypted.valueSchema(), value));
    }

    private static SinkRecord decrypt(@Nullable Schema schema, Object value) {
        return Transforms.decryptor("fields", "a,b").apply(Transforms.sink(schema, value));
    }

    private Struct copy(String field, Object value) {
        Struct original = (Struct) encrypted.value();
        Struct copy =
                new Struct(encrypted.valueSchema()).put("a", original.get("a")).put("b", original.get("b"));
        return copy.put(field, value);
    }

    private static SinkRecord decryptWithParameter(SourceRecord record, String field, String parameter, String value) {
        Map<String, String> parameters =
                new HashMap<>(record.valueSchema().field(field).schema().parameters());
        parameters.put(parameter, value);
        Schema schema = SchemaBuilder.struct()
                .field(
                        field,
                        SchemaBuilder.string().optional().parameters(parameters).build())
                .build();
        Struct struct = new Struct(schema).put(field, ((Struct) record.value()).get(field));
        return Transforms.decryptor("fields", field).apply(Transforms.sink(schema, struct));
    }
}

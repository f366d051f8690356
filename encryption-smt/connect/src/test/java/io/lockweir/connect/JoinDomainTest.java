package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A join domain from end to end: several sources, each with a transform, a topic, a column and a type of its own. Equal values have
 * equal ciphertexts, and every one comes back as it was.
 */
@SuppressWarnings("JavaUtilDate") // It is the type that Connect has.
class JoinDomainTest {
    private static final String UUID = "6f1de9f0-0000-4000-8000-0123456789ab";
    private static final Schema NAMED_UUID =
            SchemaBuilder.string().name("io.debezium.data.Uuid").version(1).build();
    private static final Schema MICROS = SchemaBuilder.int64()
            .name("io.debezium.time.MicroTimestamp")
            .version(1)
            .build();
    private static final Date DAY = new Date(19_000L * 86_400_000);

    /** A column of some source. */
    private record Column(String topic, String name, Schema schema, Object value) {}

    static Stream<Arguments> equalValues() {
        return Stream.of(
                Arguments.of(
                        "int64",
                        List.of(
                                new Column("a.customers", "id", Schema.INT64_SCHEMA, 42L),
                                new Column("b.accounts", "customer_id", Schema.INT32_SCHEMA, 42),
                                new Column("c.cards", "owner", Schema.OPTIONAL_INT16_SCHEMA, (short) 42),
                                new Column("d.log", "who", Schema.INT8_SCHEMA, (byte) 42),
                                new Column("e.oracle", "ID", Decimal.schema(0), new BigDecimal("42")),
                                new Column("f.oracle", "ID", Decimal.schema(2), new BigDecimal("42.00")),
                                new Column("g.events", "micros", MICROS, 42L))),
                Arguments.of(
                        "decimal",
                        List.of(
                                new Column("a.x", "amount", Decimal.schema(2), new BigDecimal("100.50")),
                                new Column("b.x", "sum", Decimal.schema(4), new BigDecimal("100.5000")))),
                Arguments.of(
                        "decimal",
                        List.of(
                                new Column("a.x", "amount", Decimal.schema(2), new BigDecimal("7.00")),
                                new Column("b.x", "sum", Schema.INT64_SCHEMA, 7L))),
                Arguments.of(
                        "string",
                        List.of(
                                new Column("a.customers", "national_id", Schema.STRING_SCHEMA, "DE-4711"),
                                new Column("b.accounts", "owner", Schema.OPTIONAL_STRING_SCHEMA, "DE-4711"),
                                new Column(
                                        "c.x",
                                        "id",
                                        SchemaBuilder.string().name("x.Id").build(),
                                        "DE-4711"))),
                Arguments.of(
                        "uuid",
                        List.of(
                                new Column("a.customers", "id", Schema.STRING_SCHEMA, UUID),
                                new Column("b.accounts", "customer", NAMED_UUID, UUID))),
                Arguments.of(
                        "date",
                        List.of(
                                new Column("a.x", "born", org.apache.kafka.connect.data.Date.SCHEMA, DAY),
                                new Column(
                                        "b.x",
                                        "birth_date",
                                        org.apache.kafka.connect.data.Date.builder()
                                                .optional()
                                                .build(),
                                        DAY))),
                Arguments.of(
                        "timestamp",
                        List.of(
                                new Column("a.x", "at", Timestamp.SCHEMA, new Date(1_700_000_000_123L)),
                                new Column(
                                        "b.x",
                                        "seen",
                                        Timestamp.builder().optional().build(),
                                        new Date(1_700_000_000_123L)))),
                Arguments.of(
                        "bytes",
                        List.of(
                                new Column("a.x", "hash", Schema.BYTES_SCHEMA, new byte[] {1, 2, 3}),
                                new Column(
                                        "b.x", "digest", Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {1, 2, 3})))));
    }

    @ParameterizedTest
    @MethodSource("equalValues")
    void equalValuesEncryptEquallyAcrossTopicsAndSourcesAndComeBack(String type, List<Column> columns) {
        List<Object> ciphertexts = new ArrayList<>();
        for (Column column : columns) {
            SourceRecord record = record(column);
            SourceRecord encrypted = encrypt(type, column, record);
            Object ciphertext = ((Struct) encrypted.value()).get(column.name());
            ciphertexts.add(ciphertext instanceof byte[] bytes ? List.of(hex(bytes)) : ciphertext);

            SinkRecord read =
                    Transforms.decryptor(config(type, column)).apply(sink(column, Transforms.throughJson(encrypted)));

            assertThat(read.valueSchema()).as(column.toString()).isEqualTo(record.valueSchema());
            assertThat(comparable(((Struct) read.value()).get(column.name()))).isEqualTo(comparable(column.value()));
        }
        assertThat(ciphertexts).hasSizeGreaterThan(1).containsOnly(ciphertexts.get(0));
    }

    @Test
    void keyAndValueOfARecordJoin() {
        Column column = new Column("a.customers", "id", Schema.INT64_SCHEMA, 42L);
        Struct row = (Struct) record(column).value();
        EncryptFields.Key<SourceRecord> keys = new EncryptFields.Key<>();
        keys.configure(Transforms.config(config("int64", column)));

        SourceRecord key = keys.apply(new SourceRecord(
                Map.of(), Map.of(), column.topic(), null, row.schema(), row, Schema.STRING_SCHEMA, "clear"));

        assertThat(((Struct) key.key()).get("id"))
                .isEqualTo(((Struct) encrypt("int64", column, record(column)).value()).get("id"));
    }

    @Test
    void recordsWithAndWithoutSchemaJoin() {
        Column column = new Column("a.customers", "id", Schema.INT64_SCHEMA, 42L);
        Object with = ((Struct) encrypt("int64", column, record(column)).value()).get("id");

        for (Object value : List.of(42, 42L, new BigDecimal("42.0"))) {
            SourceRecord schemaless =
                    new SourceRecord(Map.of(), Map.of(), "b.x", null, null, null, null, Map.of("id", value));
            assertThat(((Map<?, ?>) encrypt("int64", column, schemaless).value()).get("id"))
                    .as(value.getClass().getName())
                    .isEqualTo(with);
        }
    }

    @Test
    void nestedFieldsAndChangeEventsJoinWithFlatRows() {
        EncryptFields<SourceRecord> nested =
                Transforms.encryptor("fields", "contacts[*].number", "mode", "join", "join.domain", "phone");
        Struct event = (Struct) nested.apply(Transforms.source(Customers.event("c", null, Customers.row(1))))
                .value();
        Column flat = new Column("b.phones", "phone", Schema.STRING_SCHEMA, Customers.PHONE);
        Struct row = (Struct) Transforms.encryptor("fields", "phone", "mode", "join", "join.domain", "phone")
                .apply(record(flat))
                .value();

        Struct contact = (Struct) event.getStruct("after").getArray("contacts").get(0);
        assertThat(contact.get("number")).isEqualTo(row.get("phone"));
    }

    @Test
    void normalisesTextWhereTheDomainSaysSo() {
        String composed = "Zo\u00eb";
        String decomposed = "Zoe\u0308";
        Column one = new Column("a.x", "name", Schema.STRING_SCHEMA, composed);
        Column two = new Column("b.x", "name", Schema.STRING_SCHEMA, decomposed);
        String[] nfc = {
            "fields", "name", "mode", "join", "join.domain", "d", "join.type", "string", "join.normaliser", "nfc"
        };

        SourceRecord first = Transforms.encryptor(nfc).apply(record(one));
        SourceRecord second = Transforms.encryptor(nfc).apply(record(two));

        assertThat(field(first, "name")).isEqualTo(field(second, "name"));
        assertThat(((Struct) Transforms.decryptor(nfc)
                                .apply(sink(two, Transforms.throughJson(second)))
                                .value())
                        .get("name"))
                .isEqualTo(composed);
        assertThat(field(encrypt("string", one, record(one)), "name"))
                .isNotEqualTo(field(encrypt("string", two, record(two)), "name"));
    }

    @Test
    void otherDomainsTypesAndValuesDoNotJoin() {
        Column number = new Column("a.x", "id", Schema.INT64_SCHEMA, 42L);
        Object ciphertext = field(encrypt("int64", number, record(number)), "id");
        Column other = new Column("a.x", "id", Schema.INT64_SCHEMA, 43L);

        assertThat(field(encrypt("int64", other, record(other)), "id")).isNotEqualTo(ciphertext);
        assertThat(field(encrypt("decimal", number, record(number)), "id")).isNotEqualTo(ciphertext);
        assertThat(field(
                        Transforms.encryptor("fields", "id", "mode", "join", "join.domain", "e", "join.type", "int64")
                                .apply(record(number)),
                        "id"))
                .isNotEqualTo(ciphertext);
    }

    static Stream<Arguments> refusedTypes() {
        Schema list = SchemaBuilder.array(Schema.STRING_SCHEMA).build();
        Schema map =
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build();
        Schema struct = SchemaBuilder.struct().field("x", Schema.STRING_SCHEMA).build();
        return Stream.of("int64", "string", "bytes", "decimal", "date", "timestamp", "uuid")
                .flatMap(type -> Stream.of(
                                new Column("a.x", "v", Schema.BOOLEAN_SCHEMA, true),
                                new Column("a.x", "v", Schema.FLOAT32_SCHEMA, 1.5f),
                                new Column("a.x", "v", Schema.FLOAT64_SCHEMA, 1.5d),
                                new Column("a.x", "v", Time.SCHEMA, new Date(5)),
                                new Column("a.x", "v", list, List.of("a")),
                                new Column("a.x", "v", map, Map.of("a", "b")),
                                new Column("a.x", "v", struct, new Struct(struct).put("x", "y")))
                        .map(column -> Arguments.of(type, column)));
    }

    @ParameterizedTest
    @MethodSource("refusedTypes")
    void refusesTypesWithoutALosslessForm(String type, Column column) {
        assertThatThrownBy(() -> encrypt(type, column, record(column)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("has no lossless form in join domain d of type " + type.toUpperCase(Locale.ROOT))
                .hasMessageContaining("field v of the value, topic a.x");
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                Arguments.of("int64", new Column("a.x", "v", Schema.STRING_SCHEMA, "42")),
                Arguments.of("string", new Column("a.x", "v", Schema.INT64_SCHEMA, 42L)),
                Arguments.of("date", new Column("a.x", "v", Timestamp.SCHEMA, DAY)),
                Arguments.of("timestamp", new Column("a.x", "v", org.apache.kafka.connect.data.Date.SCHEMA, DAY)),
                Arguments.of("timestamp", new Column("a.x", "v", MICROS, 42L)),
                Arguments.of("uuid", new Column("a.x", "v", Schema.STRING_SCHEMA, UUID.toUpperCase(Locale.ROOT))),
                Arguments.of("uuid", new Column("a.x", "v", Schema.STRING_SCHEMA, "no uuid")),
                Arguments.of("int64", new Column("a.x", "v", Decimal.schema(1), new BigDecimal("42.5"))),
                Arguments.of("int64", new Column("a.x", "v", Decimal.schema(0), new BigDecimal("9223372036854775808"))),
                Arguments.of("bytes", new Column("a.x", "v", Schema.STRING_SCHEMA, "AQID")));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void refusesValuesThatWouldLoseSomethingAndDoesNotTellThem(String type, Column column) {
        assertThatThrownBy(() -> encrypt(type, column, record(column)))
                .isInstanceOf(FailClosedError.class)
                .hasMessageContaining("lossless form")
                .hasMessageNotContaining(String.valueOf(column.value()));
    }

    @Test
    void aPolicyFileAndFlatKeysJoin(@TempDir Path directory) throws IOException {
        String file = Files.writeString(directory.resolve("policy.yaml"), """
                        version: 1
                        domains:
                          d: {type: int64}
                        rules:
                          - name: ids
                            topics: .*
                            fields:
                              id: {mode: join, join.domain: d}
                        """).toString();
        Column column = new Column("a.x", "id", Schema.INT32_SCHEMA, 42);

        SourceRecord encrypted = Transforms.encryptor("policy.file", file).apply(record(column));

        assertThat(field(encrypted, "id")).isEqualTo(field(encrypt("int64", column, record(column)), "id"));
        assertThat(((Struct) Transforms.decryptor("policy.file", file)
                                .apply(sink(column, Transforms.throughJson(encrypted)))
                                .value())
                        .get("id"))
                .isEqualTo(42);
    }

    private static SourceRecord encrypt(String type, Column column, SourceRecord record) {
        return Transforms.encryptor(config(type, column)).apply(record);
    }

    private static String[] config(String type, Column column) {
        Map<String, String> config =
                new HashMap<>(Map.of("fields", column.name(), "mode", "join", "join.domain", "d", "join.type", type));
        // What must not matter: every source has a namespace of its own.
        config.put("namespace", column.topic());
        return config.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
    }

    private static SourceRecord record(Column column) {
        Schema row =
                SchemaBuilder.struct().field(column.name(), column.schema()).build();
        return new SourceRecord(
                Map.of(),
                Map.of(),
                column.topic(),
                null,
                null,
                null,
                row,
                new Struct(row).put(column.name(), column.value()));
    }

    private static SinkRecord sink(Column column, SchemaAndValue value) {
        return new SinkRecord(column.topic(), 0, null, null, value.schema(), value.value(), 0);
    }

    private static Object field(SourceRecord record, String name) {
        return ((Struct) record.value()).get(name);
    }

    private static Object comparable(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return hex(bytes);
        }
        return value instanceof byte[] bytes ? hex(bytes) : value;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package io.lockweir.sink.record.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.OnUnavailable;
import io.lockweir.sink.record.ReasonCode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Connect's logical types are java.util.Date.
class SchemaConvertersTest {
    private static final Type STRING = Types.StringType.get();
    private static final Type INT = Types.IntegerType.get();
    private static final Type LONG = Types.LongType.get();
    private static final Type FLOAT = Types.FloatType.get();
    private static final Type DOUBLE = Types.DoubleType.get();
    private static final Type DATE = Types.DateType.get();
    private static final Type TIME = Types.TimeType.get();
    private static final Type LOCAL = Types.TimestampType.withoutZone();
    private static final Type ZONED = Types.TimestampType.withZone();
    private static final Type NANOS = Types.TimestampNanoType.withoutZone();
    private static final Type UUID_TYPE = Types.UUIDType.get();
    private static final Type BINARY = Types.BinaryType.get();
    private static final Type DECIMAL = Types.DecimalType.of(9, 2);
    private static final Schema VARIABLE = SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();
    private static final String UUID_TEXT = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

    private final SchemaConverters converters =
            new SchemaConverters(new UnavailableValue("__debezium_unavailable_value", OnUnavailable.FAIL));

    static Stream<Arguments> conversions() {
        return Stream.of(
                of(Schema.BOOLEAN_SCHEMA, true, Types.BooleanType.get(), true),
                of(Schema.INT8_SCHEMA, (byte) -5, INT, -5),
                of(Schema.INT16_SCHEMA, (short) 300, INT, 300),
                of(Schema.INT32_SCHEMA, Integer.MIN_VALUE, INT, Integer.MIN_VALUE),
                of(Schema.INT32_SCHEMA, 7, LONG, 7L),
                of(Schema.INT16_SCHEMA, (short) 7, FLOAT, 7f),
                of(Schema.INT32_SCHEMA, Integer.MAX_VALUE, DOUBLE, (double) Integer.MAX_VALUE),
                of(Schema.INT64_SCHEMA, Long.MIN_VALUE, LONG, Long.MIN_VALUE),
                of(Schema.INT64_SCHEMA, 12L, DECIMAL, new BigDecimal("12.00")),
                of(Schema.FLOAT32_SCHEMA, 1.5f, FLOAT, 1.5f),
                of(Schema.FLOAT32_SCHEMA, 1.5f, DOUBLE, 1.5d),
                of(Schema.FLOAT64_SCHEMA, Double.NaN, DOUBLE, Double.NaN),
                of(Schema.STRING_SCHEMA, "\ud83d\ude00", STRING, "\ud83d\ude00"),
                of(Schema.STRING_SCHEMA, UUID_TEXT, UUID_TYPE, UUID.fromString(UUID_TEXT)),
                of(Schema.STRING_SCHEMA, "1.50", DECIMAL, new BigDecimal("1.50")),
                of(Schema.BYTES_SCHEMA, new byte[] {1}, BINARY, ByteBuffer.wrap(new byte[] {1})),
                of(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {1}), BINARY, ByteBuffer.wrap(new byte[] {1})),
                of(Schema.BYTES_SCHEMA, new byte[] {1, 2}, Types.FixedType.ofLength(2), new byte[] {1, 2}),
                of(Decimal.schema(4), new BigDecimal("1.5000"), DECIMAL, new BigDecimal("1.50")),
                of(Decimal.schema(2), new BigDecimal("9999999.99"), DECIMAL, new BigDecimal("9999999.99")),
                of(Decimal.schema(0), BigDecimal.ZERO, DECIMAL, new BigDecimal("0.00")),
                of(Decimal.schema(2), new BigDecimal("1.50"), STRING, "1.50"),
                of(VARIABLE, variable(3, 1500), DECIMAL, new BigDecimal("1.50")),
                of(VARIABLE, variable(-3, 2), STRING, "2000"),
                of(Date.SCHEMA, new java.util.Date(-86_400_000L), DATE, LocalDate.of(1969, 12, 31)),
                of(Date.SCHEMA, new java.util.Date(-86_400_000L), LOCAL, LocalDateTime.parse("1969-12-31T00:00:00")),
                of(
                        named(Schema.Type.INT32, "io.debezium.time.Date"),
                        1,
                        LOCAL,
                        LocalDateTime.parse("1970-01-02T00:00:00")),
                of(Time.SCHEMA, new java.util.Date(1), TIME, LocalTime.of(0, 0, 0, 1_000_000)),
                of(Timestamp.SCHEMA, new java.util.Date(-1), LOCAL, LocalDateTime.parse("1969-12-31T23:59:59.999")),
                of(Timestamp.SCHEMA, new java.util.Date(-1), ZONED, OffsetDateTime.parse("1969-12-31T23:59:59.999Z")),
                of(named(Schema.Type.INT32, "io.debezium.time.Date"), -1, DATE, LocalDate.of(1969, 12, 31)),
                of(named(Schema.Type.INT32, "io.debezium.time.Time"), 1, TIME, LocalTime.of(0, 0, 0, 1_000_000)),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTime"),
                        86_399_999_999L,
                        TIME,
                        LocalTime.parse("23:59:59.999999")),
                of(named(Schema.Type.INT64, "io.debezium.time.NanoTime"), 1_000L, TIME, LocalTime.of(0, 0, 0, 1_000)),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.Timestamp"),
                        1L,
                        LOCAL,
                        LocalDateTime.parse("1970-01-01T00:00:00.001")),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
                        -1L,
                        LOCAL,
                        LocalDateTime.parse("1969-12-31T23:59:59.999999")),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.NanoTimestamp"),
                        1_000L,
                        LOCAL,
                        LocalDateTime.parse("1970-01-01T00:00:00.000001")),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.NanoTimestamp"),
                        1L,
                        NANOS,
                        LocalDateTime.parse("1970-01-01T00:00:00.000000001")),
                of(
                        text("io.debezium.time.ZonedTimestamp"),
                        "2024-02-29T12:00:00.123456+02:00",
                        ZONED,
                        OffsetDateTime.parse("2024-02-29T10:00:00.123456Z")),
                of(
                        text("io.debezium.time.ZonedTimestamp"),
                        "-0043-03-15T00:00:00Z",
                        ZONED,
                        OffsetDateTime.parse("-0043-03-15T00:00:00Z")),
                of(text("io.debezium.time.ZonedTime"), "10:15:30.5Z", TIME, LocalTime.parse("10:15:30.5")),
                of(text("io.debezium.time.ZonedTime"), "10:15:30.5+02:00", STRING, "10:15:30.5+02:00"),
                of(text("io.debezium.data.Json"), "{\"a\":1}", STRING, "{\"a\":1}"),
                of(text("io.debezium.data.Enum"), "gold", STRING, "gold"),
                of(
                        text("io.debezium.data.Uuid"),
                        UUID_TEXT.toUpperCase(java.util.Locale.ROOT),
                        UUID_TYPE,
                        UUID.fromString(UUID_TEXT)),
                of(text("io.debezium.data.Uuid"), UUID_TEXT, STRING, UUID_TEXT),
                of(
                        named(Schema.Type.BYTES, "io.debezium.data.Bits"),
                        new byte[] {5},
                        BINARY,
                        ByteBuffer.wrap(new byte[] {5})),
                of(
                        SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build(),
                        java.util.Arrays.asList(1, null),
                        Types.ListType.ofOptional(1, LONG),
                        java.util.Arrays.asList(1L, null)),
                of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build(),
                        Map.of("a", 1),
                        Types.MapType.ofRequired(1, 2, STRING, INT),
                        Map.of("a", 1)));
    }

    @ParameterizedTest(name = "{0} to {2}")
    @MethodSource("conversions")
    void convertsLosslessly(Schema schema, Object value, Type type, Object expected) {
        assertThat(converters.compile("field", schema, type).convert(value)).isEqualTo(expected);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                of(
                        Schema.INT64_SCHEMA,
                        ReasonCode.NARROWING,
                        INT,
                        "INT64 does not fit the column type int; widen the column"),
                of(
                        Schema.INT64_SCHEMA,
                        ReasonCode.NARROWING,
                        DOUBLE,
                        "INT64 does not fit the column type double; widen the column"),
                of(
                        Schema.INT32_SCHEMA,
                        ReasonCode.NARROWING,
                        FLOAT,
                        "INT32 does not fit the column type float; widen the column"),
                of(
                        Schema.FLOAT64_SCHEMA,
                        ReasonCode.NARROWING,
                        FLOAT,
                        "FLOAT64 does not fit the column type float; widen the column"),
                of(
                        Schema.INT32_SCHEMA,
                        ReasonCode.INCOMPATIBLE_TYPE,
                        STRING,
                        "INT32 does not convert to the column type string"),
                of(
                        Schema.STRING_SCHEMA,
                        ReasonCode.INCOMPATIBLE_TYPE,
                        BINARY,
                        "STRING does not convert to the column type binary"),
                of(
                        Schema.STRING_SCHEMA,
                        ReasonCode.INCOMPATIBLE_TYPE,
                        LONG,
                        "STRING does not convert to the column type long"),
                of(
                        Schema.BYTES_SCHEMA,
                        ReasonCode.INCOMPATIBLE_TYPE,
                        STRING,
                        "BYTES does not convert to the column type string"),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
                        ReasonCode.INCOMPATIBLE_TYPE,
                        LONG,
                        "INT64 (io.debezium.time.MicroTimestamp) does not convert to the column type long"),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
                        ReasonCode.INCOMPATIBLE_TYPE,
                        ZONED,
                        "INT64 (io.debezium.time.MicroTimestamp) does not convert to the column type timestamptz"),
                of(
                        named(Schema.Type.STRING, "io.debezium.time.Date"),
                        ReasonCode.INCOMPATIBLE_TYPE,
                        DATE,
                        "STRING (io.debezium.time.Date) does not convert to the column type date"),
                of(
                        Date.SCHEMA,
                        ReasonCode.INCOMPATIBLE_TYPE,
                        INT,
                        "INT32 (org.apache.kafka.connect.data.Date) does not convert to the column type int"),
                of(
                        Decimal.schema(2),
                        ReasonCode.INCOMPATIBLE_TYPE,
                        DOUBLE,
                        "BYTES (org.apache.kafka.connect.data.Decimal) does not convert to the column type double"),
                of(
                        SchemaBuilder.array(Schema.INT64_SCHEMA).build(),
                        ReasonCode.NARROWING,
                        Types.ListType.ofRequired(1, INT),
                        "INT64 does not fit the column type int; widen the column"),
                of(
                        VARIABLE,
                        ReasonCode.INCOMPATIBLE_TYPE,
                        LONG,
                        "STRUCT (io.debezium.data.VariableScaleDecimal) does not convert to the column type long"));
    }

    @ParameterizedTest(name = "{0} to {2}")
    @MethodSource("misfits")
    void refusesTypesThatNeverFit(Schema schema, ReasonCode reason, Type type, String detail) {
        assertThatThrownBy(() -> converters.compile("field", schema, type))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .hasMessage(detail)
                .hasNoCause();
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                of(Schema.STRING_SCHEMA, "a\ud83d", STRING, ReasonCode.MALFORMED_VALUE),
                of(Schema.STRING_SCHEMA, "\ude00a", STRING, ReasonCode.MALFORMED_VALUE),
                of(Schema.STRING_SCHEMA, "1-1-1-1-1", UUID_TYPE, ReasonCode.MALFORMED_VALUE),
                of(Schema.STRING_SCHEMA, "NaN", DECIMAL, ReasonCode.MALFORMED_VALUE),
                of(Schema.STRING_SCHEMA, "1e1000000000", DECIMAL, ReasonCode.OUT_OF_RANGE),
                of(Schema.STRING_SCHEMA, "0." + "0".repeat(2_000), DECIMAL, ReasonCode.OUT_OF_RANGE),
                of(Schema.INT64_SCHEMA, 10_000_000L, DECIMAL, ReasonCode.OUT_OF_RANGE),
                of(Decimal.schema(3), new BigDecimal("1.005"), DECIMAL, ReasonCode.OUT_OF_RANGE),
                of(Decimal.schema(2), new BigDecimal("10000000.00"), DECIMAL, ReasonCode.OUT_OF_RANGE),
                of(VARIABLE, variable(2_000_000_000, 1), DECIMAL, ReasonCode.OUT_OF_RANGE),
                of(VARIABLE, variable(-2_000_000_000, 1), STRING, ReasonCode.OUT_OF_RANGE),
                of(Schema.BYTES_SCHEMA, new byte[3], Types.FixedType.ofLength(2), ReasonCode.OUT_OF_RANGE),
                of(Date.SCHEMA, new java.util.Date(1), DATE, ReasonCode.MALFORMED_VALUE),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTime"),
                        86_400_000_000L,
                        TIME,
                        ReasonCode.OUT_OF_RANGE),
                of(named(Schema.Type.INT64, "io.debezium.time.NanoTime"), 1L, TIME, ReasonCode.OUT_OF_RANGE),
                of(named(Schema.Type.INT64, "io.debezium.time.NanoTimestamp"), 1L, LOCAL, ReasonCode.OUT_OF_RANGE),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.Timestamp"),
                        Long.MAX_VALUE,
                        LOCAL,
                        ReasonCode.OUT_OF_RANGE),
                of(
                        named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
                        Long.MAX_VALUE,
                        NANOS,
                        ReasonCode.OUT_OF_RANGE),
                of(text("io.debezium.time.ZonedTimestamp"), "2024-02-30T00:00:00Z", ZONED, ReasonCode.MALFORMED_VALUE),
                of(
                        text("io.debezium.time.ZonedTimestamp"),
                        "2024-02-29T00:00:00.123456789Z",
                        ZONED,
                        ReasonCode.OUT_OF_RANGE),
                of(text("io.debezium.time.ZonedTimestamp"), "+999999-01-01T00:00:00Z", ZONED, ReasonCode.OUT_OF_RANGE),
                of(text("io.debezium.time.ZonedTime"), "10:15:30+02:00", TIME, ReasonCode.MALFORMED_VALUE),
                of(
                        SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build(),
                        java.util.Arrays.asList(1, null),
                        Types.ListType.ofRequired(1, LONG),
                        ReasonCode.NULL_VALUE),
                of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA)
                                .build(),
                        java.util.Collections.singletonMap("a", null),
                        Types.MapType.ofRequired(1, 2, STRING, INT),
                        ReasonCode.NULL_VALUE),
                of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build(),
                        Map.of(UUID_TEXT, 1, UUID_TEXT.toUpperCase(java.util.Locale.ROOT), 2),
                        Types.MapType.ofRequired(1, 2, UUID_TYPE, INT),
                        ReasonCode.MALFORMED_VALUE));
    }

    @ParameterizedTest(name = "{0} to {2}")
    @MethodSource("wrongValues")
    void refusesValuesThatDoNotFit(Schema schema, Object value, Type type, ReasonCode reason) {
        Converter converter = converters.compile("field", schema, type);
        assertThatThrownBy(() -> converter.convert(value))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .hasNoCause();
    }

    @Test
    void convertsNestedStructuresByName() {
        Schema inner = SchemaBuilder.struct()
                .field("b", Schema.INT32_SCHEMA)
                .field("a", Schema.STRING_SCHEMA)
                .build();
        Types.StructType columns = Types.StructType.of(
                Types.NestedField.required(1, "a", STRING),
                Types.NestedField.optional(2, "absent", STRING),
                Types.NestedField.required(3, "b", LONG));
        Record record = (Record) converters
                .compile("s", inner, columns)
                .convert(new Struct(inner).put("b", 1).put("a", "x"));
        assertThat(record.getField("a")).isEqualTo("x");
        assertThat(record.getField("b")).isEqualTo(1L);
        assertThat(record.getField("absent")).isNull();
    }

    @Test
    void namesTheNestedFieldThatHasNoColumn() {
        Schema inner = SchemaBuilder.struct().field("x.y", Schema.INT32_SCHEMA).build();
        Schema list = SchemaBuilder.array(inner).build();
        Type columns = Types.ListType.ofRequired(1, Types.StructType.of(Types.NestedField.optional(2, "a", STRING)));
        assertThatThrownBy(() -> converters.compile("items", list, columns))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(ReasonCode.UNKNOWN_FIELD);
                    assertThat(refusal.field()).isEqualTo("items[*].`x.y`");
                });
    }

    @Test
    void demandsRequiredColumns() {
        Schema row =
                SchemaBuilder.struct().field("a", Schema.OPTIONAL_STRING_SCHEMA).build();
        Types.StructType two = Types.StructType.of(
                Types.NestedField.required(1, "a", STRING), Types.NestedField.required(2, "b", STRING));
        assertThatThrownBy(() -> StructConverter.compile(converters, "", row, two, Set.of()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(ReasonCode.MISSING_COLUMN));
        Types.StructType one = Types.StructType.of(Types.NestedField.required(1, "a", STRING));
        StructConverter converter = StructConverter.compile(converters, "", row, one, Set.of());
        assertThatThrownBy(() -> converter.convert(new Struct(row)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(ReasonCode.NULL_VALUE));
    }

    private static Struct variable(int scale, int unscaled) {
        return new Struct(VARIABLE)
                .put("scale", scale)
                .put("value", java.math.BigInteger.valueOf(unscaled).toByteArray());
    }

    private static Schema named(Schema.Type type, String name) {
        return SchemaBuilder.type(type).name(name).build();
    }

    private static Schema text(String name) {
        return named(Schema.Type.STRING, name);
    }

    private static Arguments of(Object... arguments) {
        return Arguments.of(arguments);
    }
}

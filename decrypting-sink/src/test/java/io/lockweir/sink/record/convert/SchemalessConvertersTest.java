package io.lockweir.sink.record.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.sink.record.OnUnavailable;
import io.lockweir.sink.record.ReasonCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Connect's logical types are java.util.Date.
class SchemalessConvertersTest {
    private static final Type STRING = Types.StringType.get();
    private static final String ENVELOPE = "4QE" + "A".repeat(97);

    private final SchemalessConverters converters = new SchemalessConverters(
            new UnavailableValue("__debezium_unavailable_value", OnUnavailable.FAIL), Set.of("secret"));

    static Stream<Arguments> conversions() {
        return Stream.of(
                Arguments.of(true, Types.BooleanType.get(), true),
                Arguments.of(5L, Types.IntegerType.get(), 5),
                Arguments.of((byte) 5, Types.LongType.get(), 5L),
                Arguments.of(BigInteger.TEN, Types.LongType.get(), 10L),
                Arguments.of(0.5d, Types.FloatType.get(), 0.5f),
                Arguments.of(5L, Types.DoubleType.get(), 5d),
                Arguments.of(0.1d, Types.DoubleType.get(), 0.1d),
                Arguments.of(5L, Types.DecimalType.of(5, 2), new BigDecimal("5.00")),
                Arguments.of("5.1", Types.DecimalType.of(5, 2), new BigDecimal("5.10")),
                Arguments.of(new BigDecimal("5.1"), Types.DecimalType.of(5, 2), new BigDecimal("5.10")),
                Arguments.of("text", STRING, "text"),
                Arguments.of(
                        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                        Types.UUIDType.get(),
                        UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")),
                Arguments.of(new UUID(1, 2), Types.UUIDType.get(), new UUID(1, 2)),
                Arguments.of("2024-02-29", Types.DateType.get(), LocalDate.parse("2024-02-29")),
                Arguments.of(new Date(86_400_000L), Types.DateType.get(), LocalDate.parse("1970-01-02")),
                Arguments.of("10:00:00", Types.TimeType.get(), LocalTime.parse("10:00:00")),
                Arguments.of(
                        "2024-02-29T10:00:00",
                        Types.TimestampType.withoutZone(),
                        LocalDateTime.parse("2024-02-29T10:00:00")),
                Arguments.of(
                        "2024-02-29T10:00:00Z",
                        Types.TimestampType.withZone(),
                        OffsetDateTime.parse("2024-02-29T10:00:00Z")),
                Arguments.of(
                        new Date(1), Types.TimestampType.withZone(), OffsetDateTime.parse("1970-01-01T00:00:00.001Z")),
                Arguments.of(new byte[] {1}, Types.BinaryType.get(), ByteBuffer.wrap(new byte[] {1})),
                Arguments.of(List.of(1L), Types.ListType.ofRequired(1, Types.IntegerType.get()), List.of(1)),
                Arguments.of(
                        Map.of("a", 1L),
                        Types.MapType.ofRequired(1, 2, STRING, Types.IntegerType.get()),
                        Map.of("a", 1)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("conversions")
    void convertsByTheColumnsType(Object value, Type type, Object expected) {
        assertThat(converters.compile("field", type).convert(value)).isEqualTo(expected);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(1L << 31, Types.IntegerType.get(), ReasonCode.OUT_OF_RANGE),
                Arguments.of(BigInteger.ONE.shiftLeft(63), Types.LongType.get(), ReasonCode.OUT_OF_RANGE),
                Arguments.of(0.1d, Types.FloatType.get(), ReasonCode.OUT_OF_RANGE),
                Arguments.of((1L << 53) + 1, Types.DoubleType.get(), ReasonCode.OUT_OF_RANGE),
                Arguments.of(0.1d, Types.DecimalType.of(5, 2), ReasonCode.INCOMPATIBLE_TYPE),
                Arguments.of(5L, STRING, ReasonCode.INCOMPATIBLE_TYPE),
                Arguments.of("5", Types.LongType.get(), ReasonCode.INCOMPATIBLE_TYPE),
                Arguments.of(19_000, Types.DateType.get(), ReasonCode.INCOMPATIBLE_TYPE),
                Arguments.of(1_700_000_000_000L, Types.TimestampType.withZone(), ReasonCode.INCOMPATIBLE_TYPE),
                Arguments.of("AQ==", Types.BinaryType.get(), ReasonCode.INCOMPATIBLE_TYPE),
                Arguments.of("text", Types.ListType.ofRequired(1, STRING), ReasonCode.INCOMPATIBLE_TYPE),
                Arguments.of(ENVELOPE, STRING, ReasonCode.UNEXPECTED_CIPHERTEXT));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("refusals")
    void refusesWhatHasNoOneMeaning(Object value, Type type, ReasonCode reason) {
        Converter converter = converters.compile("field", type);
        assertThatThrownBy(() -> converter.convert(value))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void takesTextOfAnyFormWhereThePolicyDecrypted() {
        assertThat(converters.compile("secret", STRING).convert(ENVELOPE)).isEqualTo(ENVELOPE);
        assertThat(converters.compile("secret.inner", STRING).convert(ENVELOPE)).isEqualTo(ENVELOPE);
        assertThatThrownBy(() -> converters.compile("secrets", STRING).convert(ENVELOPE))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void refusesAnUnknownKeyWithoutNamingNestedOnes() {
        Types.StructType inner = Types.StructType.of(Types.NestedField.optional(2, "known", STRING));
        Types.StructType row = Types.StructType.of(Types.NestedField.optional(1, "inner", inner));
        SchemalessStructConverter converter = SchemalessStructConverter.compile(converters, "", row, Set.of("_op"));
        assertThatThrownBy(() -> converter.convert(Map.of("extra", "x")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("extra"));
        assertThatThrownBy(() -> converter.convert(Map.of("inner", Map.of("canary@example.com", "x"))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("inner"));
        assertThatThrownBy(() -> converter.convert(Map.of("_op", "x")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(ReasonCode.AMBIGUOUS_COLUMN));
        Record empty = converter.convert(Map.of());
        assertThat(empty.getField("inner")).isNull();
    }
}

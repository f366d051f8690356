package io.lockweir.encryption.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The byte form of every type. Frozen: a change here breaks every ciphertext in the world. */
class PlaintextTest {

    static List<Row> frozen() {
        ValueSchema strings = ValueSchema.array(ValueSchema.of(ValueType.STRING), true);
        ValueSchema map = ValueSchema.map(ValueSchema.of(ValueType.STRING), ValueSchema.of(ValueType.INT32), true);
        ValueSchema struct = ValueSchema.struct(
                null,
                List.of(
                        new ValueSchema.Child("a", false, ValueSchema.of(ValueType.INT8)),
                        new ValueSchema.Child("é", true, ValueSchema.of(ValueType.DECIMAL))));
        return List.of(
                row(ValueType.STRING, null, "00"),
                row(ValueType.BOOLEAN, true, "01 01"),
                row(ValueType.BOOLEAN, false, "01 00"),
                row(ValueType.INT8, (byte) -2, "02 fe"),
                row(ValueType.INT16, (short) -2, "03 fffe"),
                row(ValueType.INT32, 0x01020304, "04 01020304"),
                row(ValueType.INT64, -2L, "05 fffffffffffffffe"),
                row(ValueType.FLOAT32, Float.intBitsToFloat(0x7fc00001), "06 7fc00001"),
                row(ValueType.FLOAT64, -0.0d, "07 8000000000000000"),
                row(ValueType.STRING, "a\u00e9\u20ac\ud83d\ude00", "08 61 c3a9 e282ac f09f9880"),
                row(ValueType.STRING, "", "08"),
                row(ValueType.BYTES, new byte[] {1, 2}, "09 0102"),
                row(ValueType.DECIMAL, new BigDecimal("-1.28"), "0a 00000002 80"),
                row(ValueType.DECIMAL, new BigDecimal(BigInteger.valueOf(128), -3), "0a fffffffd 0080"),
                row(ValueType.DATE, 20000, "0b 00004e20"),
                row(ValueType.TIME, 1, "0c 00000001"),
                row(ValueType.TIMESTAMP, 1L, "0d 0000000000000001"),
                new Row(strings, Arrays.asList("x", null), "10 00000002 08 00000001 78 00"),
                new Row(map, Map.of("k", 7), "11 00000001 08 00000001 6b 04 00000007"),
                new Row(
                        struct,
                        new Object[] {(byte) 1, new BigDecimal("0.5")},
                        "12 0002 0001 61 02 01 0002 c3a9 0a 00000005 00000001 05"),
                row(ValueType.SERIALIZED, new byte[] {9}, "20 00 09"),
                row(
                        ValueType.ANY,
                        List.of(1, 2L, "s", true),
                        "10 00000004 04 00000001 05 0000000000000002 08 00000001 73 01 01"));
    }

    record Row(ValueSchema schema, @Nullable Object value, String hex) {}

    @ParameterizedTest
    @MethodSource("frozen")
    void hasFrozenBytes(Row row) {
        byte[] plaintext = encode(PlaintextEncoder.typed(row.schema()), row.value());
        assertThat(HexFormat.of().formatHex(plaintext)).isEqualTo(row.hex().replace(" ", ""));
        Object back = PlaintextDecoder.typed(row.schema()).decode(plaintext).value();
        assertThat(Values.comparable(back)).isEqualTo(Values.comparable(row.value()));
    }

    @Test
    void writesAndChecksTheFingerprintOfANamedSchema() {
        ValueSchema micros = ValueSchema.named(ValueType.INT64, "io.debezium.time.MicroTimestamp", 1, Map.of());
        byte[] plaintext = encode(PlaintextEncoder.typed(micros), 5L);
        assertThat(plaintext).hasSize(1 + 8 + 8).startsWith(0x45).endsWith(5);
        assertThat(Arrays.copyOfRange(plaintext, 1, 9)).isEqualTo(micros.fingerprint());
        assertThat(PlaintextDecoder.typed(micros).decode(plaintext)).isEqualTo(new DecryptedValue(ValueType.INT64, 5L));
        ValueSchema nanos = ValueSchema.named(ValueType.INT64, "io.debezium.time.NanoTimestamp", 1, Map.of());
        for (ValueSchema other : List.of(nanos, ValueSchema.of(ValueType.INT64), ValueSchema.any())) {
            assertFails(Reason.FINGERPRINT, PlaintextDecoder.typed(other), plaintext);
        }
        assertFails(Reason.SCHEMA_LOST, PlaintextDecoder.plainTypesOnly(), plaintext);
        assertThat(PlaintextDecoder.baseTypes().decode(plaintext).value()).isEqualTo(5L);
        byte[] plain = encode(PlaintextEncoder.typed(ValueSchema.of(ValueType.INT64)), 5L);
        assertFails(Reason.FINGERPRINT, PlaintextDecoder.typed(micros), plain);
    }

    @Test
    void theAuthenticatedTypeWinsOverTheExpectedOne() {
        byte[] plaintext = encode(PlaintextEncoder.typed(ValueSchema.of(ValueType.INT32)), 5);
        DecryptedValue value =
                PlaintextDecoder.typed(ValueSchema.of(ValueType.STRING)).decode(plaintext);
        assertThat(value).isEqualTo(new DecryptedValue(ValueType.INT32, 5));
        byte[] decimal = encode(PlaintextEncoder.typed(ValueSchema.of(ValueType.DECIMAL)), new BigDecimal("1.50"));
        assertThat(PlaintextDecoder.plainTypesOnly().decode(decimal).value()).isEqualTo(new BigDecimal("1.50"));
    }

    @Test
    void decodesAStructWithoutSchemaByItsNames() {
        ValueSchema inner =
                ValueSchema.struct(null, List.of(new ValueSchema.Child("b", false, ValueSchema.of(ValueType.STRING))));
        ValueSchema outer = ValueSchema.struct(null, List.of(new ValueSchema.Child("a", false, inner)));
        byte[] plaintext = encode(PlaintextEncoder.typed(outer), new Object[] {new Object[] {"x"}});
        assertThat(PlaintextDecoder.plainTypesOnly().decode(plaintext))
                .isEqualTo(new DecryptedValue(ValueType.STRUCT, Map.of("a", Map.of("b", "x"))));
    }

    @Test
    void refusesAStructOfOtherFields() {
        ValueSchema a =
                ValueSchema.struct(null, List.of(new ValueSchema.Child("a", false, ValueSchema.of(ValueType.STRING))));
        ValueSchema b =
                ValueSchema.struct(null, List.of(new ValueSchema.Child("b", false, ValueSchema.of(ValueType.STRING))));
        ValueSchema number =
                ValueSchema.struct(null, List.of(new ValueSchema.Child("a", false, ValueSchema.of(ValueType.INT32))));
        byte[] plaintext = encode(PlaintextEncoder.typed(a), new Object[] {"x"});
        for (ValueSchema other : List.of(b, number, ValueSchema.struct(null, List.of()))) {
            assertFails(Reason.TYPE_MISMATCH, PlaintextDecoder.typed(other), plaintext);
        }
    }

    @Test
    void readsABufferWithoutMovingIt() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});
        buffer.get();
        byte[] plaintext = encode(PlaintextEncoder.typed(ValueSchema.of(ValueType.BYTES)), buffer);
        assertThat(plaintext).containsExactly(9, 2, 3);
        assertThat(buffer.position()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\ude00\ud83d", "ok\ud83d", "é\ud83dx"})
    void refusesLoneSurrogates(String text) {
        for (ValueSchema schema : List.of(ValueSchema.of(ValueType.STRING), ValueSchema.any())) {
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> encode(PlaintextEncoder.typed(schema), text))
                    .withMessageNotContaining(text)
                    .returns(Reason.LONE_SURROGATE, EnvelopeException::reason);
        }
    }

    @Test
    void refusesValuesOfAnotherType() {
        for (ValueType type : ValueType.values()) {
            if (type == ValueType.NULL || type == ValueType.ANY || type == ValueType.UUID || type.nested()) {
                continue;
            }
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> encode(PlaintextEncoder.typed(ValueSchema.of(type)), new Object()))
                    .withMessage("A value of type " + type + " is declared, but a java.lang.Object was given");
        }
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> encode(PlaintextEncoder.typed(ValueSchema.any()), new Object()))
                .returns(Reason.TYPE_MISMATCH, EnvelopeException::reason);
    }

    @Test
    void nestsSixtyFourDeepAndNoDeeper() {
        byte[] deepest = encode(PlaintextEncoder.typed(ValueSchema.any()), nested(64));
        assertThat(PlaintextDecoder.plainTypesOnly().decode(deepest).type()).isEqualTo(ValueType.ARRAY);
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> encode(PlaintextEncoder.typed(ValueSchema.any()), nested(65)))
                .returns(Reason.TOO_LARGE, EnvelopeException::reason);
        byte[] deeper = HexFormat.of().parseHex("1000000001".repeat(65) + "00");
        assertFails(Reason.MALFORMED, PlaintextDecoder.plainTypesOnly(), deeper);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                        ends early",
        "05 00000000000000,         too few bytes",
        "05 000000000000000000,     trailing",
        "00 00,                     trailing after null",
        "01 02,                     boolean 2",
        "08 ff,                     not UTF-8",
        "08 c080,                   overlong",
        "08 eda080,                 surrogate in UTF-8",
        "0a 00000000,               no digits",
        "0a 00000000 0001,          not minimal",
        "0a 00000000 ffff,          not minimal",
        "0e 00000000000000000000000000000000, UUID outside a join domain",
        "0f,                        unknown",
        "13 00,                     unknown",
        "3f,                        unknown",
        "10 7fffffff,               huge count",
        "10 ffffffff,               negative count",
        "10 00000001 08 7fffffff,   huge length",
        "10 00000001 0e 00000000000000000000000000000000, UUID inside",
        "10 00000001 45 0000000000000000,  fingerprint inside",
        "10 00000001 81 01,         padding inside",
        "11 00000002 04 00000001 00 04 00000001 00, key twice",
        "12 ffff,                   huge count",
        "12 0002 0001 61 00 0001 61 00, field twice",
        "40 0000000000000000,       fingerprinted null",
        "4b 0000000000000000 00000000, fingerprinted date",
        "45 00000000,               fingerprint cut off",
        "88 61,                     padded without padding",
        "88 61 00,                  zeros only",
        "88 00,                     nothing but the type",
        "80,                        padded null without padding",
        "81 01 80 01,               padding with more than zeros",
        "81 01 01 80 00,            trailing byte before the padding",
        "c5 80,                     fingerprint cut off by padding",
    })
    void refusesWhatNoEncoderWrites(String hex, String why) {
        byte[] plaintext = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertFails(Reason.MALFORMED, PlaintextDecoder.baseTypes(), plaintext);
        assertThat(why).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"20 01 00", "20 ff"})
    void namesWhatALaterVersionMayWrite(String hex) {
        assertFails(
                Reason.UNSUPPORTED, PlaintextDecoder.baseTypes(), HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void neverPrintsTheValue() {
        assertThat(new DecryptedValue(ValueType.STRING, "secret")).hasToString("DecryptedValue[STRING]");
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static Row row(ValueType type, @Nullable Object value, String hex) {
        return new Row(ValueSchema.of(type), value, hex);
    }

    private static byte[] encode(PlaintextEncoder encoder, @Nullable Object value) {
        PlaintextBuffer buffer = new PlaintextBuffer();
        encoder.encode(value, buffer);
        return Arrays.copyOf(buffer.array(), buffer.length());
    }

    private static void assertFails(Reason reason, PlaintextDecoder decoder, byte[] plaintext) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> decoder.decode(plaintext))
                .returns(reason, EnvelopeException::reason);
    }
}

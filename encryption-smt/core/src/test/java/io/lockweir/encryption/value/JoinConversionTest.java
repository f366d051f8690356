package io.lockweir.encryption.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JoinConversionTest {
    private static final UUID SOME = UUID.fromString("0f0e0d0c-0b0a-0908-0706-050403020100");

    record Row(ValueType domain, ValueSchema source, Object value, String hex) {}

    static List<Row> lossless() {
        ValueSchema scale2 = ValueSchema.named(ValueType.DECIMAL, "Decimal", 1, Map.of("scale", "2"));
        return List.of(
                new Row(ValueType.INT64, ValueSchema.of(ValueType.INT8), (byte) -1, "05 ffffffffffffffff"),
                new Row(ValueType.INT64, ValueSchema.of(ValueType.INT16), (short) 7, "05 0000000000000007"),
                new Row(ValueType.INT64, ValueSchema.of(ValueType.INT32), 7, "05 0000000000000007"),
                new Row(ValueType.INT64, ValueSchema.of(ValueType.INT64), 7L, "05 0000000000000007"),
                new Row(ValueType.INT64, scale2, new BigDecimal("7.00"), "05 0000000000000007"),
                new Row(ValueType.DECIMAL, scale2, new BigDecimal("0.00"), "0a 00000000 00"),
                new Row(ValueType.DECIMAL, scale2, new BigDecimal("500.00"), "0a fffffffe 05"),
                new Row(ValueType.DECIMAL, ValueSchema.of(ValueType.INT32), 500, "0a fffffffe 05"),
                new Row(ValueType.DECIMAL, scale2, new BigDecimal("-1.28"), "0a 00000002 80"),
                new Row(ValueType.STRING, ValueSchema.of(ValueType.STRING), "é", "08 c3a9"),
                new Row(ValueType.BYTES, ValueSchema.of(ValueType.BYTES), new byte[] {1}, "09 01"),
                new Row(ValueType.DATE, ValueSchema.of(ValueType.DATE), 1, "0b 00000001"),
                new Row(ValueType.TIMESTAMP, ValueSchema.of(ValueType.TIMESTAMP), 1L, "0d 0000000000000001"),
                new Row(ValueType.UUID, ValueSchema.of(ValueType.UUID), SOME, "0e 0f0e0d0c0b0a09080706050403020100"),
                new Row(
                        ValueType.UUID,
                        ValueSchema.named(ValueType.STRING, "io.debezium.data.Uuid", 1, Map.of()),
                        SOME.toString(),
                        "0e 0f0e0d0c0b0a09080706050403020100"));
    }

    @ParameterizedTest
    @MethodSource("lossless")
    void convertsAndComesBack(Row row) {
        JoinDomain domain = JoinDomain.of("d", row.domain());
        byte[] plaintext = encode(row.source(), row.value(), domain);
        assertThat(HexFormat.of().formatHex(plaintext)).isEqualTo(row.hex().replace(" ", ""));
        DecryptedValue back = PlaintextDecoder.join(domain, row.source()).decode(plaintext);
        assertThat(back.type()).isEqualTo(row.source().type());
        assertThat(Values.comparable(back.value())).isEqualTo(Values.comparable(row.value()));
        assertThat(PlaintextDecoder.join(domain, null).decode(plaintext).type()).isEqualTo(row.domain());
    }

    @Test
    void refusesTypesThatNeverConvertWhenTheFieldIsBound() {
        Set<ValueType> refused = EnumSet.of(
                ValueType.BOOLEAN,
                ValueType.FLOAT32,
                ValueType.FLOAT64,
                ValueType.ARRAY,
                ValueType.MAP,
                ValueType.STRUCT,
                ValueType.TIME);
        for (ValueType type : refused) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JoinConversion.check(type, JoinDomain.of("d", ValueType.STRING)))
                    .withMessage("A field of type " + type + " has no lossless form in join domain d of type STRING");
        }
        for (ValueType type : refused) {
            assertThatIllegalArgumentException().isThrownBy(() -> JoinDomain.of("d", type));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> JoinDomain.of("", ValueType.STRING));
        assertThatIllegalArgumentException().isThrownBy(() -> new JoinDomain("d", ValueType.INT64, Normaliser.NFC));
    }

    @Test
    void refusesValuesThatWouldLose() {
        JoinDomain int64 = JoinDomain.of("d", ValueType.INT64);
        ValueSchema decimal = ValueSchema.of(ValueType.DECIMAL);
        assertFails(Reason.NOT_CONVERTIBLE, decimal, new BigDecimal("0.5"), int64);
        assertFails(Reason.NOT_CONVERTIBLE, decimal, new BigDecimal("1e30"), int64);
        String tooLong = "1".repeat(1001);
        assertFails(Reason.NOT_CONVERTIBLE, decimal, new BigDecimal(tooLong), JoinDomain.of("d", ValueType.DECIMAL));
        BigDecimal overflow = new BigDecimal(BigInteger.TEN, Integer.MIN_VALUE);
        assertFails(Reason.NOT_CONVERTIBLE, decimal, overflow, JoinDomain.of("d", ValueType.DECIMAL));
        assertFails(
                Reason.NOT_CONVERTIBLE,
                ValueSchema.of(ValueType.STRING),
                SOME.toString().toUpperCase(Locale.ROOT),
                JoinDomain.of("d", ValueType.UUID));
        assertFails(
                Reason.NOT_CONVERTIBLE,
                ValueSchema.of(ValueType.STRING),
                "1-1-1-1-1",
                JoinDomain.of("d", ValueType.UUID));
        assertFails(Reason.NOT_CONVERTIBLE, ValueSchema.any(), 1.5d, int64);
        assertFails(Reason.TYPE_MISMATCH, ValueSchema.of(ValueType.INT32), 1.5d, int64);
        assertFails(Reason.TYPE_MISMATCH, ValueSchema.of(ValueType.INT32), null, int64);
        assertFails(
                Reason.LONE_SURROGATE,
                ValueSchema.of(ValueType.STRING),
                "\ud800",
                JoinDomain.of("d", ValueType.STRING));
    }

    @Test
    void checksTheRangeOnTheWayBack() {
        JoinDomain int64 = JoinDomain.of("d", ValueType.INT64);
        byte[] large = encode(ValueSchema.of(ValueType.INT64), 1L << 40, int64);
        for (ValueType narrow : List.of(ValueType.INT8, ValueType.INT16, ValueType.INT32)) {
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() ->
                            PlaintextDecoder.join(int64, ValueSchema.of(narrow)).decode(large))
                    .withMessage("A value of type INT64 has no lossless form as " + narrow + " (join domain d)");
        }
        JoinDomain decimals = JoinDomain.of("d", ValueType.DECIMAL);
        byte[] fine = encode(ValueSchema.of(ValueType.DECIMAL), new BigDecimal("0.001"), decimals);
        byte[] huge =
                encode(ValueSchema.of(ValueType.DECIMAL), new BigDecimal(BigInteger.ONE, -2_000_000_000), decimals);
        ValueSchema scale2 = ValueSchema.named(ValueType.DECIMAL, "Decimal", 1, Map.of("scale", "2"));
        BigDecimal smallest = new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE);
        byte[] tiny = encode(ValueSchema.of(ValueType.DECIMAL), smallest, decimals);
        for (byte[] plaintext : List.of(fine, huge, tiny)) {
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> PlaintextDecoder.join(decimals, ValueSchema.of(ValueType.INT64))
                            .decode(plaintext))
                    .returns(Reason.NOT_CONVERTIBLE, EnvelopeException::reason);
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> PlaintextDecoder.join(decimals, scale2).decode(plaintext))
                    .returns(Reason.NOT_CONVERTIBLE, EnvelopeException::reason);
        }
    }

    @Test
    void normalisesToNfcSoThatSpellingsJoin() {
        JoinDomain nfc = new JoinDomain("d", ValueType.STRING, Normaliser.NFC);
        ValueSchema text = ValueSchema.of(ValueType.STRING);
        assertThat(encode(text, "e\u0301", nfc)).isEqualTo(encode(text, "\u00e9", nfc));
        JoinDomain none = JoinDomain.of("d", ValueType.STRING);
        assertThat(encode(text, "e\u0301", none)).isNotEqualTo(encode(text, "\u00e9", none));
    }

    @Test
    void refusesPlaintextsThatNoEncoderWrites() {
        for (String hex : List.of(
                "",
                "04 00000007",
                "05 00000007",
                "85 0000000000000007",
                "45 0000000000000007",
                "05 0000000000000007 00")) {
            assertMalformed(JoinDomain.of("d", ValueType.INT64), hex);
        }
        for (String hex : List.of("0a 00000000 0a", "0a 00000001 00", "0a 80000000 0a", "0a 00000000 0001")) {
            assertMalformed(JoinDomain.of("d", ValueType.DECIMAL), hex);
        }
    }

    private static void assertMalformed(JoinDomain domain, String hex) {
        byte[] plaintext = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> PlaintextDecoder.join(domain, null).decode(plaintext))
                .returns(Reason.MALFORMED, EnvelopeException::reason);
    }

    private static void assertFails(Reason reason, ValueSchema schema, @Nullable Object value, JoinDomain domain) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> encode(schema, value, domain))
                .returns(reason, EnvelopeException::reason);
    }

    private static byte[] encode(ValueSchema schema, @Nullable Object value, JoinDomain domain) {
        PlaintextBuffer buffer = new PlaintextBuffer();
        PlaintextEncoder.join(schema, domain).encode(value, buffer);
        return Arrays.copyOf(buffer.array(), buffer.length());
    }
}

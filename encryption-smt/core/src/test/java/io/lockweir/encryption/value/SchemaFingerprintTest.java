package io.lockweir.encryption.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaFingerprintTest {
    private static final ValueSchema NAMED = ValueSchema.named(ValueType.INT64, "n", 2, Map.of("b", "2", "a", "1"));

    @Test
    void hashesTheCanonicalForm() {
        // type 05, lp("n"), version 2, two parameters sorted by key
        assertThat(NAMED.fingerprint()).isEqualTo(sha256("05 0001 6e 00000002 0002 0001 61 0001 31 0001 62 0001 32"));
        ValueSchema struct =
                ValueSchema.struct("s", List.of(new ValueSchema.Child("f", true, ValueSchema.of(ValueType.STRING))));
        assertThat(struct.fingerprint())
                .isEqualTo(sha256("12 0001 73 00000000 0000 0001 0001 66 01 08 0000 00000000 0000"));
        ValueSchema array = ValueSchema.array(NAMED, false);
        assertThat(array.fingerprint())
                .isEqualTo(sha256("10 0000 00000000 0000 0001 0007 656c656d656e74 00"
                        + "05 0001 6e 00000002 0002 0001 61 0001 31 0001 62 0001 32"));
    }

    @Test
    void isFrozen() {
        ValueSchema date = ValueSchema.named(ValueType.INT32, "io.debezium.time.Date", 1, Map.of());
        assertThat(HexFormat.of().formatHex(date.fingerprint())).isEqualTo("74491604aee31b29");
    }

    @Test
    void sortsParametersByUnsignedBytes() {
        ValueSchema schema = ValueSchema.named(ValueType.INT8, "", null, Map.of("\u00e9", "x", "z", "y"));
        assertThat(schema.fingerprint()).isEqualTo(sha256("02 0000 00000000 0002 0001 7a 0001 79 0002 c3a9 0001 78"));
    }

    @Test
    void standsInPlaintextsOfNamedOrParameterisedSchemasAtAnyDepth() {
        assertThat(ValueSchema.of(ValueType.STRING).fingerprinted()).isFalse();
        assertThat(NAMED.fingerprinted()).isTrue();
        assertThat(ValueSchema.array(NAMED, true).fingerprinted()).isTrue();
        ValueSchema parameterised = new ValueSchema(ValueType.STRING, null, null, Map.of("length", "5"), List.of());
        assertThat(parameterised.fingerprinted()).isTrue();
        ValueSchema decimal =
                ValueSchema.named(ValueType.DECIMAL, "org.apache.kafka.connect.data.Decimal", 1, Map.of("scale", "2"));
        assertThat(decimal.fingerprinted()).isFalse();
        assertThat(ValueSchema.array(decimal, true).fingerprinted()).isFalse();
    }

    @Test
    void refusesSchemasWithoutForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValueSchema(ValueType.ARRAY, null, null, Map.of(), List.of()))
                .withMessage("A schema of type ARRAY has 1 children, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueSchema.named(ValueType.STRING, "\ud800", null, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueSchema.Child("x".repeat(65536), true, NAMED));
    }

    private static byte[] sha256(String hex) {
        try {
            byte[] form = HexFormat.of().parseHex(hex.replace(" ", ""));
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(form), 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

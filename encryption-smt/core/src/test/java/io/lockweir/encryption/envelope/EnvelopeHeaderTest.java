package io.lockweir.encryption.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "'',     0, BAD_MAGIC",
        "e1,     1, BAD_MAGIC",
        "e201,  60, BAD_MAGIC",
        "6869,  60, BAD_MAGIC",
        "e102,  60, WRONG_SUITE",
        "e103,  60, WRONG_SUITE",
        "e104,  60, UNSUPPORTED",
        "e100,  60, UNSUPPORTED",
        "e1ff,  60, UNSUPPORTED",
        "e101,  46, TRUNCATED",
    })
    void namesWhatIsWrong(String start, int length, Reason reason) {
        byte[] envelope = Arrays.copyOf(HexFormat.of().parseHex(start), length);
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> EnvelopeHeader.check(envelope, Suite.AES_256_GCM))
                .returns(reason, EnvelopeException::reason);
    }

    @Test
    void acceptsTheShortestEnvelopes() {
        byte[] gcm = Arrays.copyOf(new byte[] {(byte) 0xE1, 1}, 47);
        assertThatNoException().isThrownBy(() -> EnvelopeHeader.check(gcm, Suite.AES_256_GCM));
        byte[] siv = Arrays.copyOf(new byte[] {(byte) 0xE1, 2}, 35);
        assertThatNoException().isThrownBy(() -> EnvelopeHeader.check(siv, Suite.AES_256_SIV));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> EnvelopeHeader.check(Arrays.copyOf(siv, 34), Suite.AES_256_SIV))
                .returns(Reason.TRUNCATED, EnvelopeException::reason);
    }

    @Test
    void bindsToFieldOrDomain() {
        DekId id = DekId.of(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
        byte[] field = AssociatedData.ofField(Part.FIELD_OF_VALUE, FieldPath.parse("a[*]"))
                .with(id);
        assertThat(HexFormat.of().formatHex(field)).isEqualTo("e101000102030405060708090a0b0c0d0e0f56024600016141");
        byte[] whole = AssociatedData.ofField(Part.WHOLE_KEY, FieldPath.WHOLE).with(id);
        assertThat(HexFormat.of().formatHex(whole)).isEqualTo("e101000102030405060708090a0b0c0d0e0f6b00");
        byte[] join = AssociatedData.ofJoin().with(id);
        assertThat(HexFormat.of().formatHex(join)).isEqualTo("e102000102030405060708090a0b0c0d0e0f");
        assertThat(AssociatedData.ofJoin().withIdOf(join)).isEqualTo(join);
    }

    @Test
    void idsAreSixteenBytes() {
        byte[] bytes = HexFormat.of().parseHex("ff0102030405060708090a0b0c0d0e0f");
        DekId id = DekId.of(bytes);
        assertThat(id).hasToString("ff0102030405060708090a0b0c0d0e0f").isEqualTo(DekId.of(bytes));
        assertThat(id.hashCode()).isEqualTo(DekId.of(bytes).hashCode());
        bytes[0] = 0;
        assertThat(id).isNotEqualTo(DekId.of(bytes));
        assertThat(id.standsIn(id.toBytes(), 0)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> DekId.of(new byte[17]));
        assertThatIllegalArgumentException().isThrownBy(() -> DekId.at(new byte[17], 2));
    }
}

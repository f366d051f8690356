package io.lockweir.encryption.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.proto.AesGcmKey;
import com.google.crypto.tink.proto.AesSivKey;
import com.google.protobuf.ByteString;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TinkKeyTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @EnumSource(DekAlgorithm.class)
    void writesWhatTinkWrites(DekAlgorithm algorithm) {
        byte[] key = key(algorithm);
        ByteString value = ByteString.copyFrom(key);
        byte[] tinks = algorithm.isDeterministic()
                ? AesSivKey.newBuilder().setKeyValue(value).build().toByteArray()
                : AesGcmKey.newBuilder().setKeyValue(value).build().toByteArray();
        assertThat(TinkKey.write(algorithm, key)).isEqualTo(tinks);
        assertThat(TinkKey.read(algorithm, tinks)).isEqualTo(key);
    }

    @Test
    void theFirstBytesTellTheAlgorithm() {
        assertThat(HEX.formatHex(TinkKey.write(DekAlgorithm.AES256_GCM, key(DekAlgorithm.AES256_GCM))))
                .startsWith("1a20");
        assertThat(HEX.formatHex(TinkKey.write(DekAlgorithm.AES128_GCM, key(DekAlgorithm.AES128_GCM))))
                .startsWith("1a10");
        assertThat(HEX.formatHex(TinkKey.write(DekAlgorithm.AES256_SIV, key(DekAlgorithm.AES256_SIV))))
                .startsWith("1240");
    }

    @ParameterizedTest
    @EnumSource(DekAlgorithm.class)
    void takesAnExplicitVersionOfZeroBeforeAndAfter(DekAlgorithm algorithm) {
        byte[] key = key(algorithm);
        byte[] message = TinkKey.write(algorithm, key);
        assertThat(TinkKey.read(algorithm, joined("0800", message))).isEqualTo(key);
        byte[] after = Arrays.copyOf(message, message.length + 2);
        after[message.length] = 8;
        assertThat(TinkKey.read(algorithm, after)).isEqualTo(key);
        assertThat(TinkKey.read(algorithm, joined("088000", message))).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource(DekAlgorithm.class)
    void refusesAnotherVersion(DekAlgorithm algorithm) {
        assertFails(Reason.UNSUPPORTED, algorithm, joined("0801", TinkKey.write(algorithm, key(algorithm))));
    }

    @Test
    void refusesTheKeyOfAnotherAlgorithm() {
        for (DekAlgorithm written : DekAlgorithm.values()) {
            for (DekAlgorithm expected : DekAlgorithm.values()) {
                if (written != expected) {
                    assertFails(Reason.WRONG_SUITE, expected, TinkKey.write(written, key(written)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DekAlgorithm.class)
    void refusesEveryOtherLengthAndRawKeys(DekAlgorithm algorithm) {
        byte[] message = TinkKey.write(algorithm, key(algorithm));
        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> TinkKey.read(algorithm, cut));
        }
        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> TinkKey.read(algorithm, key(algorithm)));
        assertFails(Reason.WRONG_SUITE, algorithm, joined(HEX.formatHex(message), message));
        assertFails(Reason.MALFORMED, algorithm, HEX.parseHex("ffffffffffffffffffff01"));
        assertFails(Reason.MALFORMED, algorithm, HEX.parseHex(algorithm.isDeterministic() ? "12ff7f" : "1aff7f"));
        assertThatIllegalArgumentException().isThrownBy(() -> TinkKey.write(algorithm, new byte[5]));
    }

    @ParameterizedTest
    @EnumSource(DekAlgorithm.class)
    void aKeyThatWasWipedEncryptsNothing(DekAlgorithm algorithm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DekCipher.of(algorithm, TinkKey.write(algorithm, new byte[algorithm.keyLength()])))
                .withMessage("The key is all zero");
    }

    @Test
    void nothingSaidHoldsTheKey() {
        byte[] key = key(DekAlgorithm.AES256_GCM);
        assertThat(new Dek(1, new DekCipher(DekAlgorithm.AES256_GCM, key)))
                .hasToString("Dek[version=1, cipher=DekCipher[AES256_GCM]]");
    }

    private static void assertFails(Reason reason, DekAlgorithm algorithm, byte[] message) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> TinkKey.read(algorithm, message))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(HEX.formatHex(key(algorithm), 0, 8)));
    }

    private static byte[] joined(String hex, byte[] message) {
        return HEX.parseHex(hex + HEX.formatHex(message));
    }

    private static byte[] key(DekAlgorithm algorithm) {
        byte[] key = new byte[algorithm.keyLength()];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (0x91 + 7 * i);
        }
        return key;
    }
}

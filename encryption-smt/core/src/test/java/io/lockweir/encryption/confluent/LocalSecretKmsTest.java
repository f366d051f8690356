package io.lockweir.encryption.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.encryption.kms.KmsUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalSecretKmsTest {
    private static final String SECRET = "canary-mysecret";
    private static final byte[] DEK =
            TinkKey.write(DekAlgorithm.AES128_GCM, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private final LocalSecretKms kms = new LocalSecretKms(SECRET);

    @Test
    void unwrapsWhatItWrappedUnderAnyName() throws KmsException {
        byte[] wrapped = kms.wrap("a", DEK, Map.of());
        assertThat(wrapped).hasSize(12 + DEK.length + 16).isNotEqualTo(kms.wrap("a", DEK, Map.of()));
        assertThat(new LocalSecretKms(SECRET).unwrap("b", wrapped, Map.of())).isEqualTo(DEK);
        assertThat(kms.describe("a").state()).isEqualTo(KekDescription.State.ENABLED);
    }

    @Test
    void refusesWhatIsNotItsOwn() throws KmsException {
        byte[] wrapped = kms.wrap("a", DEK, Map.of());
        byte[] flipped = wrapped.clone();
        flipped[14] ^= 1;
        LocalSecretKms other = new LocalSecretKms("other");
        for (byte[] each : new byte[][] {flipped, Arrays.copyOf(wrapped, 20), {}}) {
            assertThatExceptionOfType(KmsInvalidException.class)
                    .isThrownBy(() -> kms.unwrap("a", each, Map.of()))
                    .withMessageNotContaining(SECRET);
        }
        assertThatExceptionOfType(KmsInvalidException.class)
                .isThrownBy(() -> other.unwrap("a", wrapped, Map.of()))
                .withMessage(
                        "Could not unwrap a data key with local-kms key a: it was wrapped with another secret, or was"
                                + " changed. Compare the writer's secret with this one");
    }

    @Test
    void refusesAContextAnEmptySecretAndUseAfterItsEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> kms.wrap("a", DEK, Map.of("namespace", "x")));
        assertThatIllegalArgumentException().isThrownBy(() -> new LocalSecretKms(""));
        kms.close();
        assertThatExceptionOfType(KmsUnavailableException.class).isThrownBy(() -> kms.wrap("a", DEK, Map.of()));
        assertThat(kms).hasToString("LocalSecretKms");
    }
}

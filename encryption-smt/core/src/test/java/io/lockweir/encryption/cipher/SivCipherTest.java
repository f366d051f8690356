package io.lockweir.encryption.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.subtle.AesSiv;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SivCipherTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 5297, A.1: the published vector is for 128-bit AES, which proves the reference; Tink must agree with it there too. */
    @Test
    void theReferenceGivesThePublishedVector() throws GeneralSecurityException {
        byte[] key = HEX.parseHex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        byte[] associatedData = HEX.parseHex("101112131415161718191a1b1c1d1e1f2021222324252627");
        byte[] plaintext = HEX.parseHex("112233445566778899aabbccddee");
        byte[] sealed = HEX.parseHex("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c");
        assertThat(ReferenceCrypto.sivSeal(key, associatedData, plaintext)).isEqualTo(sealed);
        assertThat(ReferenceCrypto.sivOpen(key, associatedData, sealed)).isEqualTo(plaintext);
    }

    @Test
    void agreesWithTheReferenceAndWithTinkAtEveryLength() throws GeneralSecurityException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] key = random(random, 64);
        SivCipher cipher = new SivCipher(key);
        for (int length = 0; length < 100; length++) {
            byte[] plaintext = random(random, length);
            byte[] associatedData = random(random, 18);
            byte[] sealed = new byte[3 + cipher.sealedLength(length)];
            cipher.seal(associatedData, plaintext, length, sealed, 3);
            byte[] body = Arrays.copyOfRange(sealed, 3, sealed.length);
            assertThat(body).as("seed %d", seed).isEqualTo(ReferenceCrypto.sivSeal(key, associatedData, plaintext));
            assertThat(new AesSiv(key).decryptDeterministically(body, associatedData))
                    .isEqualTo(plaintext);
            assertThat(cipher.open(associatedData, sealed, 3)).isEqualTo(plaintext);
        }
    }

    @Test
    void refusesWhatDoesNotAuthenticate() {
        SivCipher cipher = new SivCipher(random(new Random(1), 64));
        byte[] sealed = new byte[20];
        cipher.seal(new byte[18], new byte[4], 4, sealed, 0);
        sealed[19] ^= 1;
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> cipher.open(new byte[18], sealed, 0))
                .returns(Reason.TAG_MISMATCH, EnvelopeException::reason)
                .withNoCause();
    }

    @Test
    void refusesAZeroOrShortKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SivCipher(new byte[64]));
        assertThatIllegalArgumentException().isThrownBy(() -> new SivCipher(random(new Random(1), 32)));
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

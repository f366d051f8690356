package io.lockweir.reference.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.subtle.AesSiv;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The oracle is itself held against Tink. */
class SivTest {

    @Test
    void agreesWithTinkForEveryShortLength() throws Exception {
        Random random = new Random(1);
        byte[] key = new byte[64];
        random.nextBytes(key);
        for (int length = 0; length < 70; length++) {
            byte[] plaintext = new byte[length];
            byte[] associatedData = new byte[18];
            random.nextBytes(plaintext);
            random.nextBytes(associatedData);

            byte[] expected = new AesSiv(key).encryptDeterministically(plaintext, associatedData);

            assertThat(new Siv(key).encrypt(associatedData, plaintext)).isEqualTo(expected);
            assertThat(new Siv(key).decrypt(associatedData, expected)).isEqualTo(plaintext);
        }
    }
}

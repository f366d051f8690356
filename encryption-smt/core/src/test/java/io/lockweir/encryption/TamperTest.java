package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.KeySource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every changed byte, every changed character, every cut and every extension of every sample fails. */
class TamperTest {
    private final KeySource keys = Bound.keys();
    private final EncryptionEngine engine = new EncryptionEngine(keys);

    @AfterEach
    void close() {
        engine.close();
        keys.close();
    }

    @Test
    void everyChangedByteFails() {
        for (Bound bound : Bound.all(engine)) {
            byte[] envelope = bound.encryptor().encrypt(bound.value());
            for (int i = 0; i < envelope.length; i++) {
                for (int bit = 1; bit < 256; bit <<= 1) {
                    byte[] changed = envelope.clone();
                    changed[i] ^= (byte) bit;
                    assertFails(bound, changed);
                }
            }
            assertThat(bound.decryptor().decrypt(envelope)).isNotNull();
        }
    }

    @Test
    void everyChangedCharacterFails() {
        for (Bound bound : Bound.all(engine)) {
            String text = bound.encryptor().encryptToText(bound.value());
            for (int i = 0; i < text.length(); i++) {
                for (char c : "AZaz09+/=-_ \n\u00e9\ud83d".toCharArray()) {
                    if (c != text.charAt(i)) {
                        assertFails(bound, text.substring(0, i) + c + text.substring(i + 1));
                    }
                }
            }
        }
    }

    @Test
    void everyCutAndExtensionFails() {
        for (Bound bound : Bound.all(engine)) {
            byte[] envelope = bound.encryptor().encrypt(bound.value());
            for (int length = 0; length < envelope.length + 20; length++) {
                if (length != envelope.length) {
                    assertFails(bound, Arrays.copyOf(envelope, length));
                }
            }
            String text = bound.encryptor().encryptToText(bound.value());
            for (int length = 0; length < text.length(); length++) {
                assertFails(bound, text.substring(0, length));
            }
            for (String extension : new String[] {"=", "==", "A", "AAAA", "\n", " "}) {
                assertFails(bound, text + extension);
            }
        }
    }

    private static void assertFails(Bound bound, byte[] envelope) {
        assertThatExceptionOfType(EnvelopeException.class)
                .as(bound.name())
                .isThrownBy(() -> bound.decryptor().decrypt(envelope))
                .withNoCause();
    }

    private static void assertFails(Bound bound, String text) {
        assertThatExceptionOfType(EnvelopeException.class)
                .as(bound.name())
                .isThrownBy(() -> bound.decryptor().decryptText(text))
                .withNoCause();
    }
}

package io.lockweir.encryption.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTextTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

    @ParameterizedTest
    @ValueSource(strings = {"", "QQ==", "QUI=", "QUJD", "QUJDRA=="})
    void readsCanonicalText(String text) {
        assertThat(EnvelopeText.encode(EnvelopeText.decode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QQ",
                "QR==",
                "QUJ=",
                "QUI",
                "QQ=",
                "QQ==\n",
                " QQ==",
                "Q Q==",
                "Q-_=",
                "QQ==QQ==",
                "Q",
                "====",
                "QUJ\u00ff",
                "QUJ\ud83d",
                "QUJDR===",
                "=QQ="
            })
    void refusesEverythingElse(String text) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> EnvelopeText.decode(text))
                .returns(Reason.BAD_BASE64, EnvelopeException::reason)
                .withNoCause();
    }

    @Test
    void acceptsNoTextThatIsNotTheTextOfItsBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(9); j >= 0; j--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            try {
                assertThat(EnvelopeText.encode(EnvelopeText.decode(text.toString())))
                        .as("seed %d", seed)
                        .isEqualTo(text.toString());
            } catch (EnvelopeException e) {
                assertThat(e.reason()).as("seed %d", seed).isEqualTo(Reason.BAD_BASE64);
            }
        }
    }

    @Test
    void recognisesEnvelopesOfEverySuiteByTheirStart() {
        for (int suite = 0; suite < 8; suite++) {
            byte[] envelope = new byte[48];
            envelope[0] = (byte) 0xE1;
            envelope[1] = (byte) suite;
            boolean known = suite >= 1 && suite <= 3;
            assertThat(EnvelopeHeader.looksLike(envelope)).isEqualTo(known);
            assertThat(EnvelopeText.looksLike(EnvelopeText.encode(envelope))).isEqualTo(known);
        }
        assertThat(EnvelopeText.looksLike("4QEa")).isFalse();
        assertThat(EnvelopeText.looksLike("")).isFalse();
        assertThat(EnvelopeHeader.looksLike(new byte[0])).isFalse();
    }
}

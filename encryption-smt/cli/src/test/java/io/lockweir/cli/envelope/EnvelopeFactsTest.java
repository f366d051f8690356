package io.lockweir.cli.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cli.WireExamples;
import io.lockweir.encryption.envelope.Suite;
import io.lockweir.encryption.failure.EnvelopeException;
import org.junit.jupiter.api.Test;

class EnvelopeFactsTest {

    @Test
    void readsTheHeadOfARandomisedEnvelope() {
        EnvelopeFacts facts = EnvelopeFacts.of(EnvelopeInput.parse(WireExamples.EMAIL));
        assertThat(facts.suite()).isEqualTo(Suite.AES_256_GCM);
        assertThat(facts.dekId()).hasToString("a0a1a2a3a4a5a6a7e110d5d516c83e03");
        assertThat(facts.iv()).isEqualTo("5eed00010000000000000000");
        assertThat(facts.plaintextLength()).as("type byte and 28 characters").isEqualTo(29);
    }

    @Test
    void readsTheHeadOfADeterministicEnvelope() {
        EnvelopeFacts facts = EnvelopeFacts.of(EnvelopeInput.parse(WireExamples.CUSTOMER));
        assertThat(facts.suite()).isEqualTo(Suite.AES_256_SIV);
        assertThat(facts.iv()).hasSize(32);
        assertThat(facts.plaintextLength()).as("type byte and INT64").isEqualTo(9);
    }

    @Test
    void takesHexQuotesAndWhiteSpace() {
        byte[] envelope = EnvelopeInput.parse(WireExamples.EMAIL);
        String hex = java.util.HexFormat.of().formatHex(envelope);
        assertThat(EnvelopeInput.parse(hex)).isEqualTo(envelope);
        assertThat(EnvelopeInput.parse(hex.toUpperCase(java.util.Locale.ROOT))).isEqualTo(envelope);
        assertThat(EnvelopeInput.parse("\"" + WireExamples.EMAIL + "\"\n")).isEqualTo(envelope);
        assertThat(EnvelopeInput.parse(WireExamples.EMAIL.substring(0, 64) + "\n" + WireExamples.EMAIL.substring(64)))
                .isEqualTo(envelope);
    }

    @Test
    void refusesWhatIsNoEnvelope() {
        refused("anna.keller@bank.example.com", EnvelopeException.Reason.BAD_BASE64);
        refused("e1zz", EnvelopeException.Reason.BAD_BASE64);
        refused("YWJjZGVm", EnvelopeException.Reason.BAD_MAGIC);
        refused("e1", EnvelopeException.Reason.BAD_MAGIC);
        refused("e1ff00", EnvelopeException.Reason.UNSUPPORTED);
        refused("e101a0a1", EnvelopeException.Reason.TRUNCATED);
    }

    private static void refused(String text, EnvelopeException.Reason reason) {
        assertThatThrownBy(() -> EnvelopeFacts.of(EnvelopeInput.parse(text)))
                .as(text)
                .isInstanceOfSatisfying(
                        EnvelopeException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageNotContaining("anna");
    }
}

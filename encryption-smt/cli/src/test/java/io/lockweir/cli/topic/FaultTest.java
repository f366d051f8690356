package io.lockweir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.KeyUnavailableError;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void namesFieldAndReason() {
        Fault clear = fault(Records.customer(1, Records.PLAINTEXT), 1);
        assertThat(clear.reason()).isEqualTo("CLEAR_WHERE_CIPHERTEXT_EXPECTED");
        assertThat(clear.field()).isEqualTo("email");
        assertThat(clear.message()).contains("topic customers").doesNotContain("anna");
        assertThat(fault(Records.customer(1, Records.encrypted(2, "x")), 1).reason())
                .isEqualTo("UNKNOWN_KEY");
        String text = Records.encrypted(1, Records.PLAINTEXT);
        String flipped = text.substring(0, 60) + (text.charAt(60) == 'A' ? 'B' : 'A') + text.substring(61);
        assertThat(fault(Records.customer(1, flipped), 1).reason()).isEqualTo("TAMPERED");
        assertThat(fault("{\"id\":1}".getBytes(StandardCharsets.UTF_8), 1).reason())
                .isEqualTo("FIELD_MISSING");
    }

    @Test
    void aConvertersTextIsNotTold() {
        Fault fault = fault("{\"email\": anna".getBytes(StandardCharsets.UTF_8), 1);
        assertThat(fault.reason()).isEqualTo("CONVERTER");
        assertThat(fault.message()).startsWith(DataException.class.getName()).doesNotContain("anna");
    }

    @Test
    void whatIsNoRecordsFaultEndsTheRun() {
        assertThatThrownBy(() -> Fault.of(new IllegalStateException(new KeyUnavailableError("no key"))))
                .isInstanceOf(KeyUnavailableError.class);
        assertThatThrownBy(() -> Fault.of(new ConfigException("two rules"))).isInstanceOf(ConfigException.class);
    }

    private static Fault fault(byte[] value, int key) {
        try (RecordReading reading = RecordReading.of(Records.config(key))) {
            reading.decrypted(reading.converted(Records.record(value)));
        } catch (RuntimeException | Error e) {
            return Fault.of(e);
        }
        throw new AssertionError("The record decrypts");
    }
}

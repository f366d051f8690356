package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.shred.SubjectLog;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MissingRecordsTest {
    private final MissingRecords missing = new MissingRecords();

    @Test
    void anEmptyTopicLacksAllVersionsOfAKeyInTheirOrder() {
        assertThat(isMissing("anna", "wrapped by one")).isTrue();
        assertThat(isMissing("anna", "wrapped by two")).isTrue();
        assertThat(isMissing("anna", "wrapped by one")).isTrue();
    }

    @Test
    void anOldExportUndoesNothingThatWasDoneSince() {
        present("anna", "wrapped by one");
        present("anna", "wrapped by two");
        assertThat(isMissing("anna", "wrapped by one")).isFalse();
    }

    @Test
    void aRestoreThatWasStoppedGoesOnBehindWhatItBrought() {
        present("anna", "1");
        present("anna", "2");
        assertThat(isMissing("anna", "1")).isFalse();
        assertThat(isMissing("anna", "2")).isFalse();
        assertThat(isMissing("anna", "3")).isTrue();
        assertThat(isMissing("berta", "1")).isTrue();
    }

    @Test
    void aKeyThatANullRemovedIsMissing() {
        present("anna", "1");
        present("anna", null);
        assertThat(isMissing("anna", "1")).isTrue();
        assertThat(missing.isMissing(1, bytes("anna"), bytes("1"))).isTrue();
    }

    private void present(String key, @Nullable String value) {
        missing.present(new SubjectLog.Entry(0, 0, bytes(key), value == null ? null : bytes(value)));
    }

    private boolean isMissing(String key, String value) {
        return missing.isMissing(0, bytes(key), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

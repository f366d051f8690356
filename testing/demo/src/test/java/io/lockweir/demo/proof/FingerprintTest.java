package io.lockweir.demo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void tellsNullFromEmptyAndKeepsTextsApart() {
        assertThat(Fingerprint.of(Arrays.asList("a", null)))
                .isNotEqualTo(Fingerprint.of(List.of("a", "")))
                .isNotEqualTo(Fingerprint.of(List.of("a")));
        assertThat(Fingerprint.of(List.of("ab", "c"))).isNotEqualTo(Fingerprint.of(List.of("a", "bc")));
        assertThat(Fingerprint.of(List.of("ab", "c"))).isEqualTo(Fingerprint.of(List.of("ab", "c")));
    }
}

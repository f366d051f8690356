package io.lockweir.kms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalContextTest {

    @Test
    void isFrozen() {
        assertThat(CanonicalContext.bytes(Map.of())).isEmpty();
        assertThat(HexFormat.of().formatHex(CanonicalContext.bytes(Map.of("suite", "01", "namespace", "ä"))))
                .isEqualTo("000000096e616d657370616365" + "00000002c3a4" + "000000057375697465" + "000000023031");
    }
}

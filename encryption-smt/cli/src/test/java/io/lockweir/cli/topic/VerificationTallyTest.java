package io.lockweir.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.envelope.DekId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerificationTallyTest {
    private static final DekId SEEN = id("00112233445566778899aabbccddeeff");
    private static final DekId UNSEEN = id("ffeeddccbbaa99887766554433221100");

    @Test
    void findsDataKeysByTheirIds() {
        VerificationTally tally = new VerificationTally();
        tally.read(Map.of("value.email", SEEN), Map.of());
        assertThat(tally.found(Set.of(id("00112233445566778899AABBCCDDEEFF"), UNSEEN)))
                .containsExactly("00112233445566778899aabbccddeeff");
        assertThat(tally.found(Set.of(UNSEEN))).isEmpty();
    }

    private static DekId id(String hex) {
        return DekId.of(HexFormat.of().parseHex(hex));
    }
}

package io.lockweir.cassandra.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.format.LogPosition;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourceOffsetTest {
    private static final SourceOffset OFFSET =
            new SourceOffset("h", new LogPosition(1_700_000_000_000L, 42)).with(new Sent(2, 3));

    @Test
    void comesBackAsItWasWritten() {
        assertThat(SourceOffset.of(OFFSET.toMap())).contains(OFFSET);
        assertThat(OFFSET.toMap()).isEqualTo(Map.of("host.h", "1700000000000:42", "part", 2L, "skip", 3L));
    }

    @Test
    void nothingIsNoOffsetAndAForeignOneIsRefused() {
        assertThat(SourceOffset.of(Map.of())).isEmpty();
        assertThatThrownBy(() -> SourceOffset.of(Map.of("lsn", 5L)))
                .hasMessage("an offset that this connector has not written");
    }
}

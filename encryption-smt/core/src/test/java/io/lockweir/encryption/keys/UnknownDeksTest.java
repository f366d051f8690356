package io.lockweir.encryption.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.encryption.envelope.DekId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnknownDeksTest {
    private static final Scope BANK = new Scope.Namespace("bank");
    private static final DekId ID = DekId.of(new byte[DekId.LENGTH]);

    private final MovableClock clock = new MovableClock();

    @Test
    void anIdFailsAtOnceForAsLongAsItWasWaitedFor() {
        UnknownDeks unknown = new UnknownDeks(clock, Duration.ofMinutes(1));
        assertThat(unknown.wasWaited(ID, BANK)).isFalse();
        unknown.addWaited(ID, BANK);
        clock.advance(Duration.ofMinutes(1).minusMillis(1));
        assertThat(unknown.wasWaited(ID, BANK)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(unknown.wasWaited(ID, BANK)).isFalse();
    }

    @Test
    void tenSecondsIsTheLeast() {
        UnknownDeks unknown = new UnknownDeks(clock, Duration.ZERO);
        unknown.addWaited(ID, BANK);
        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(unknown.wasWaited(ID, BANK)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(unknown.wasWaited(ID, BANK)).isFalse();
    }

    @Test
    void aClockThatWasPutBackProvesNothing() {
        UnknownDeks unknown = new UnknownDeks(clock, Duration.ofMinutes(1));
        unknown.addWaited(ID, BANK);
        clock.advance(Duration.ofMillis(-1));
        assertThat(unknown.wasWaited(ID, BANK)).isFalse();
    }
}

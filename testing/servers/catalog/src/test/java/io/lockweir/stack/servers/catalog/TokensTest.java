package io.lockweir.stack.servers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.250Z");
    private static final byte[] KEY = new byte[32];

    private static Tokens at(Instant time) {
        return new Tokens(KEY, Duration.ofMillis(1500), Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void acceptsItsOwnUntilTheyExpire() {
        String token = at(NOW).issue("client");
        assertThat(at(NOW.plusMillis(1499)).accepts(token)).isTrue();
        assertThat(at(NOW.plusMillis(1500)).accepts(token)).isFalse();
    }

    @Test
    void refusesForgeries() {
        String token = at(NOW).issue("client");
        String[] parts = token.split("\\.", -1);
        String longer = at(NOW.plusSeconds(999)).issue("client").split("\\.", -1)[1];
        assertThat(at(NOW).accepts(parts[0] + "." + longer + "." + parts[2])).isFalse();
        byte[] otherKey = {1};
        assertThat(new Tokens(otherKey, Duration.ofHours(1), Clock.fixed(NOW, ZoneOffset.UTC)).accepts(token))
                .isFalse();
        assertThat(at(NOW).accepts("")).isFalse();
        assertThat(at(NOW).accepts("a.b.c")).isFalse();
        assertThat(at(NOW).accepts(parts[0] + "." + parts[1] + ".!")).isFalse();
    }
}

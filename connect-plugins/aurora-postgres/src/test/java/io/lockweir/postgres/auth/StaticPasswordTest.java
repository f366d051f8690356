package io.lockweir.postgres.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StaticPasswordTest {

    @Test
    void servesTheSameToEveryServerAndShowsItToNobody() {
        StaticPassword provider = new StaticPassword("lockweir", "correct horse");
        assertThat(provider.credentials("a", 1).password()).isEqualTo("correct horse");
        assertThat(provider).hasToString("StaticPassword[lockweir, password hidden]");
        assertThat(new StaticPassword("lockweir", null)).hasToString("StaticPassword[lockweir, no password]");
    }
}

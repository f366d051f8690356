package io.lockweir.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CutDoubtTest {
    private static final Optional<String> CUT = Optional.of("was deleted and made anew");

    private final CutDoubt doubt = new CutDoubt();

    @Test
    void believesWhatThreeLooksInARowSay() {
        assertThat(doubt.ends(CUT)).isFalse();
        assertThat(doubt.ends(CUT)).isFalse();
        assertThat(doubt.ends(CUT)).isTrue();
    }

    @Test
    void existsUntilALookFindsNothing() {
        assertThat(doubt.exists()).isFalse();
        assertThat(doubt.ends(CUT)).isFalse();
        assertThat(doubt.exists()).isTrue();
        assertThat(doubt.ends(Optional.empty())).isFalse();
        assertThat(doubt.exists()).isFalse();
    }

    @Test
    void beginsAnewWhenALookFindsNothing() {
        assertThat(doubt.ends(CUT)).isFalse();
        assertThat(doubt.ends(CUT)).isFalse();
        assertThat(doubt.ends(Optional.empty())).isFalse();
        assertThat(doubt.ends(CUT)).isFalse();
        assertThat(doubt.ends(CUT)).isFalse();
        assertThat(doubt.ends(CUT)).isTrue();
    }
}

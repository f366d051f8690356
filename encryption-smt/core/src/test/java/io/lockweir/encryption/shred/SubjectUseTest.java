package io.lockweir.encryption.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.keys.KeyUnavailableError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubjectUseTest {
    private final World world = new World(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aKeyThatEndsBetweenTheAnswerAndItsUseIsAskedForAgain() {
        SubjectKeys keys = world.process();
        SubjectKey ended = keys.current(World.BANK, "anna");
        new Shredder(keys).shred(World.BANK, "anna");
        assertThat(ended.live()).as("another thread asks, and wipes it").isFalse();
        SubjectKey next = keys.current(World.BANK, "anna");
        Deque<SubjectKey> answers = new ArrayDeque<>(List.of(ended, next));
        SubjectUse use = new SubjectUse(subject -> answers.remove(), World.BANK);
        use.subject("anna");
        assertThat(use.next(1).id()).isEqualTo(next.id());
    }

    @Test
    void aUseThatWasClosedGivesNoKey() {
        SubjectKeys keys = world.process();
        SubjectUse use = new SubjectUse(subject -> keys.current(World.BANK, subject), World.BANK);
        use.subject("anna");
        use.close();
        assertThatExceptionOfType(KeyUnavailableError.class).isThrownBy(() -> use.next(1));
    }
}

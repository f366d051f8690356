package io.lockweir.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cli.Tool;
import org.junit.jupiter.api.Test;

/** Options that would have no effect are refused before anything is opened. */
class ShredCommandTest {

    @Test
    void finalizeTakesNoSubjects() {
        Tool tool = Tool.run("shred", "--finalize", "--file", "subjects.txt");
        assertThat(tool.exit()).isEqualTo(2);
        assertThat(tool.err())
                .startsWith("Option --file: --finalize shreds nobody. Shred first, then finalize without --file.");
    }

    @Test
    void onlyFinalizeTakesKeks() {
        Tool tool = Tool.run("shred", "--file", "subjects.txt", "--kek", "new");
        assertThat(tool.exit()).isEqualTo(2);
        assertThat(tool.err()).startsWith("Option --kek: only --finalize moves subjects under other KEKs.");
    }

    @Test
    void finalizeWithKeksIsNoWrongUseByItself() {
        assertThat(Tool.run("shred", "--finalize", "--kek", "new").err()).startsWith("Give --config FILE");
    }
}

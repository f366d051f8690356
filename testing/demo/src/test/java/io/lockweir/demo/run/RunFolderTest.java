package io.lockweir.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    /** Linux has no process of this number. */
    private static final String ENDED = "run-999999999";

    @TempDir
    Path parent;

    @Test
    void deletesTheFoldersOfEndedRunsOnly() throws IOException {
        Path ended = Files.createDirectories(parent.resolve(ENDED).resolve("kafka"));
        Files.writeString(ended.resolve("log"), "old");
        long running = ProcessHandle.current().parent().orElseThrow().pid();
        Path other = Files.createDirectories(parent.resolve("run-" + running));
        Path foreign = Files.createDirectories(parent.resolve("run-12345678901234567890"));
        Path created = RunFolder.create(parent);
        assertThat(created).isEmptyDirectory();
        assertThat(other).exists();
        assertThat(foreign).exists();
        assertThat(parent.resolve(ENDED)).doesNotExist();
    }
}

package io.lockweir.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
    @TempDir
    private Path folder;

    @Test
    void givesTheLastLinesOfALongLog() throws IOException {
        List<String> lines =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toList();
        Path log = Files.write(folder.resolve("log"), lines);
        assertThat(LogTail.of(log, 2).lines()).containsExactly("line 19998", "line 19999");
    }

    @Test
    void givesAllOfAShortLog() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "only");
        assertThat(LogTail.of(log, 40)).isEqualTo("only");
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(LogTail.of(folder.resolve("none"), 40)).contains("no log at");
    }
}

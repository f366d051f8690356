package io.lockweir.demo.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.demo.run.KeyPlan;
import io.lockweir.demo.run.ProgressLine;
import io.lockweir.demo.run.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's run in Confluent's formats, through a kill of the worker. */
class WiresIT {
    @TempDir
    private Path folder;

    @Test
    void recordsInConfluentsFormatsAreInTheLakeOnceThroughAKill() throws Exception {
        Path file = folder.resolve("report.json");
        RunOptions options = new RunOptions(2_000, 3, 1, KeyPlan.KEYSET, Optional.of(file), RunOptions.Afterwards.END);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            WiresProof proof = new WiresRun(
                            options,
                            ProjectFolder.ofProperty(),
                            Files.createDirectory(folder.resolve("work")),
                            new ProgressLine(out),
                            out)
                    .execute();
            assertThat(proof.exact())
                    .as("%s", printed.toString(StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(proof.kills()).isOne();
            assertThat(proof.dataKeys()).isEqualTo(2);
        }
        assertThat(Files.readString(file)).contains("\"exact\" : true", "\"data_keys\" : 2");
    }
}

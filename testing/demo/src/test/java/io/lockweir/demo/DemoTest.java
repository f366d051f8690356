package io.lockweir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoTest {
    private final StringWriter out = new StringWriter();
    private final CommandLine command =
            Demo.command().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

    @Test
    void explainsEveryOption() {
        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--rows=N",
                        "--seed=S",
                        "--kill=K",
                        "--chaos=F",
                        "--key-source=SOURCE",
                        "--rotate=N",
                        "--rewrap",
                        "--source=SOURCE",
                        "--profile=PROFILE",
                        "--mode=MODE",
                        "--format-version=V",
                        "--spark",
                        "--report=FILE",
                        "--keep",
                        "--help",
                        "Exit code: 0",
                        "(default:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rows=10",
                "--kill=-1",
                "--rows=many",
                "--nonsense",
                "surplus",
                "--rotate=3",
                "--rewrap",
                "--key-source=hsm",
                "--source=oracle",
                "--mode=merge",
                "--format-version=1",
                "--profile=kryptonite"
            })
    void refusesWrongOptionsBeforeAnyServerStarts(String option) {
        assertThat(command.execute(option)).isEqualTo(2);
        assertThat(out.toString()).contains("Usage: demo.sh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--chaos=1", "--source=postgres", "--mode=upsert", "--spark", "--keep"})
    void refusesWhatIsNotForTheProfile(String option) {
        assertThat(command.execute("--profile=confluent", option)).isEqualTo(2);
        assertThat(out.toString()).contains("is not for --profile confluent");
    }
}

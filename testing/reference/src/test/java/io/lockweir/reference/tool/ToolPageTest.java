package io.lockweir.reference.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cli.command.Commands;
import io.lockweir.reference.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Compares the commands on {@code docs/lockweir-keys.md} with the program's own help, or writes them when asked to. */
class ToolPageTest {

    private static final String WRITE_COMMAND = "mvn -Dquick -pl testing/reference -am test -Dtest=ToolPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dlockweir.reference.write=true";
    private static final String BEGIN = "<!-- generated from the program's help -->\n";
    private static final String END = "<!-- end of the generated part -->\n";

    private final Path page = Repository.here().resolve("docs/lockweir-keys.md");

    @Test
    void everyCommandIsOnThePageAsTheProgramExplainsIt() throws IOException {
        String before = Files.readString(page);
        int begin = before.indexOf(BEGIN) + BEGIN.length();
        int end = before.indexOf(END);
        assertThat(end).as("The page has a generated part").isGreaterThanOrEqualTo(begin);
        String expected = before.substring(0, begin) + commands() + before.substring(end);
        if (Boolean.getBoolean("lockweir.reference.write")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("docs/lockweir-keys.md is stale. To write it anew: %s", WRITE_COMMAND)
                .isEqualTo(expected);
    }

    private static String commands() {
        return leaves(Commands.line()).stream().map(ToolPageTest::section).collect(Collectors.joining("\n"));
    }

    private static String section(CommandLine command) {
        return "### %s\n```text\n%s```\n"
                .formatted(
                        command.getCommandSpec().qualifiedName().replaceFirst("lockweir-keys ", ""),
                        command.getUsageMessage(Ansi.OFF)
                                .lines()
                                .map(String::stripTrailing)
                                .collect(Collectors.joining("\n", "", "\n")));
    }

    private static List<CommandLine> leaves(CommandLine command) {
        List<CommandLine> leaves = new ArrayList<>();
        CommandSpec spec = command.getCommandSpec();
        if (spec.subcommands().isEmpty()) {
            leaves.add(command);
        }
        spec.subcommands().values().forEach(each -> leaves.addAll(leaves(each)));
        return leaves;
    }
}

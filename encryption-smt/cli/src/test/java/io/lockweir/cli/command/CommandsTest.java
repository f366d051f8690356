package io.lockweir.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cli.KnownKeysets;
import io.lockweir.cli.Tool;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class CommandsTest {
    private static final Pattern SECRET =
            Pattern.compile("secret|password|token|credential|subject=", Pattern.CASE_INSENSITIVE);

    @TempDir
    private Path folder;

    @Test
    void everyCommandAndEveryOptionIsDescribed() {
        for (CommandLine line : all()) {
            CommandSpec spec = line.getCommandSpec();
            assertThat(spec.usageMessage().description())
                    .as(spec.qualifiedName())
                    .isNotEmpty();
            spec.args()
                    .forEach(argument -> assertThat(argument.description())
                            .as(spec.qualifiedName() + " " + argument)
                            .isNotEmpty());
            assertThat(Tool.run(words(spec.qualifiedName(), "--help")).exit())
                    .as(spec.qualifiedName())
                    .isZero();
        }
    }

    @Test
    void everyCommandThatWorksHasJsonAndConfig() {
        for (CommandLine line : all()) {
            if (line.getSubcommands().isEmpty()) {
                assertThat(line.getCommandSpec().optionsMap()).containsKeys("--json", "--config", "--help");
            }
        }
    }

    @Test
    void noOptionTakesASecret() {
        for (CommandLine line : all()) {
            for (OptionSpec option : line.getCommandSpec().options()) {
                assertThat(String.join(" ", option.names())).doesNotContainPattern(SECRET);
            }
        }
    }

    @Test
    void wrongOptionsAreExitCodeTwo() {
        assertThat(Tool.run().exit()).isEqualTo(2);
        assertThat(Tool.run("create").exit()).isEqualTo(2);
        assertThat(Tool.run("inspect", "--nonsense").exit()).isEqualTo(2);
        assertThat(Tool.run("frobnicate").exit()).isEqualTo(2);
        assertThat(Tool.run("list").err()).startsWith("Give --config FILE");
        assertThat(Tool.run("list").exit()).isEqualTo(2);
    }

    @Test
    void errorsAreJsonToo() {
        Tool tool =
                Tool.run("list", "--json", "--config", folder.resolve("none").toString());
        assertThat(tool.exit()).isEqualTo(2);
        assertThat(tool.json().path("result").asText()).isEqualTo("usage");
        assertThat(tool.json().path("error").asText()).contains("can't be read");
        assertThat(tool.err()).isEmpty();
    }

    @Test
    void endsWhereNoBrokerAnswersAndSaysWhatToDo() throws Exception {
        Path config = folder.resolve("unreachable");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(
                config,
                "keyset.json=" + KnownKeysets.ofKey(1) + "\nfields=email\nkafka.bootstrap.servers=localhost:" + port
                        + "\nkafka.default.api.timeout.ms=1500\nkafka.request.timeout.ms=1000\n"
                        + "key.converter=org.apache.kafka.connect.json.JsonConverter\n"
                        + "value.converter=org.apache.kafka.connect.json.JsonConverter\n");
        for (List<String> command : List.of(List.of("verify", "a"), List.of("reencrypt", "a", "b"))) {
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of("--json", "-c", config.toString()));
            Tool tool = Tool.run(all.toArray(String[]::new));
            assertThat(tool.exit()).as(tool.out()).isEqualTo(1);
            assertThat(tool.json().path("error").asText()).contains("Check that the brokers");
        }
    }

    @Test
    void wrongOptionsAreJsonToo() {
        Tool tool = Tool.run("list", "--json", "--nonsense");
        assertThat(tool.exit()).isEqualTo(2);
        assertThat(tool.json().path("result").asText()).isEqualTo("usage");
        assertThat(tool.json().path("error").asText()).contains("--nonsense").contains("list --help");
        assertThat(tool.err()).isEmpty();
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Tool tool = Tool.run("restore", file.resolve("below").toString(), "-c", "x");
        assertThat(tool.exit()).isEqualTo(2);
        assertThat(tool.err()).startsWith("File " + file).contains("Check its path and your rights.");
    }

    @Test
    void listsTheKeysOfTheConfiguration() {
        Tool tool = Tool.run("config", "--json");
        assertThat(tool.json().path("keys").findValuesAsText("key"))
                .contains("key.source", "keyset.file", "fields", "kafka.*", "record.key.*", "kek.LABEL.fault");
    }

    @Test
    void makesExtendsAndListsAKeyset() throws Exception {
        String file = folder.resolve("keyset.json").toString();
        assertThat(Tool.run("create", "keyset", file).exit()).isZero();
        assertThat(Tool.run("create", "keyset", file).exit()).isEqualTo(2);

        Tool added = Tool.run("rotate", "keyset", "--json", file, "--add");
        assertThat(added.json().path("keyset_keys")).hasSize(2);
        String fresh =
                added.json().path("keyset_keys").get(1).path("keyset_key").asText();
        assertThat(added.json().path("keyset_keys").get(1).path("primary").asBoolean())
                .isFalse();
        assertThat(Tool.run("rotate", "keyset", file, "--promote", fresh).exit())
                .isZero();

        Path config = folder.resolve("config");
        Files.writeString(config, "keyset.file=" + file);
        Tool listed = Tool.run("list", "--json", "-c", config.toString());
        assertThat(listed.json().path("keyset_keys").get(1).path("primary").asBoolean())
                .isTrue();
        assertThat(Tool.run("rotate", "keyset", file).exit())
                .as("no change named")
                .isEqualTo(2);
        assertThat(Tool.run("self-test", "-c", config.toString()).exit()).isZero();
    }

    private static List<CommandLine> all() {
        List<CommandLine> all = new ArrayList<>();
        collect(Commands.line(), all);
        return all;
    }

    private static void collect(CommandLine line, List<CommandLine> all) {
        all.add(line);
        line.getSubcommands().values().forEach(each -> collect(each, all));
    }

    private static String[] words(String command, String option) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.remove(0);
        words.add(option);
        return words.toArray(String[]::new);
    }
}

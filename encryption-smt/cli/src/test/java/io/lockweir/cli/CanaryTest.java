package io.lockweir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No plaintext, key or secret in what the tool writes, whatever goes wrong. */
class CanaryTest {
    private static final String SECRET = "canary-s3cret-7f3a";

    @TempDir
    private Path folder;

    @Test
    void nothingOfASecretIsEverWritten() throws IOException {
        String keyset = KnownKeysets.ofKey(1);
        String keyBytes = keyset.substring(keyset.indexOf("value\":\"") + 8, keyset.indexOf("\"},\"output"));
        Path broken = file("broken.json", "{\"primaryKeyId\":1,\"key\":[\"" + SECRET + "\"]}");
        Path good = file("keyset.json", keyset);
        String envelope = "-c "
                + file(
                        "envelope",
                        "key.source=envelope\nkek=a\nkek.a.kms=memory\nkek.a.key=k\nkek.a.token=" + SECRET
                                + "\nstore=file\nstore.file=" + folder.resolve("store") + "\n");
        List<String> commands = List.of(
                "list -c " + file("c1", "keyset.file=" + broken),
                "list -c " + file("c2", "keyset.json=" + SECRET),
                "list -c " + file("c3", "keyset.file=" + good),
                "rotate keyset " + broken + " --add",
                "rotate keyset " + good + " --add",
                "rotate keyset " + good + " --promote 77",
                "self-test -c "
                        + file("c4", "kek.a.kms=memory\nkek.a.key=k\nkek.a.tokn=" + SECRET + "\nkey.source=envelope"),
                "self-test -c "
                        + file("c5", "key.source=envelope\nkek.a.kms=nothing\nkek.a.key=k\nkek.a.token=" + SECRET),
                "self-test -c "
                        + file("c6", "key.source=envelope\nkek.a.token=${file:" + folder + "/" + SECRET + ":x}"),
                "list -c " + file("c7", "keyset.json=" + SECRET + "${env:LOCKWEIR_NO_SUCH}"),
                "list -c " + file("c8", "no.such.key=" + SECRET),
                "create domain d " + envelope,
                "create domain d " + envelope,
                "list " + envelope,
                "self-test " + envelope,
                "rewrap --again x " + envelope,
                "export " + folder.resolve("export") + " " + envelope,
                "restore " + folder.resolve("export") + " " + envelope,
                "restore " + broken + " " + envelope,
                "inspect " + SECRET,
                "inspect e1" + SECRET,
                "verify t -c " + file("c9", "kafka.bootstrap.servers=" + SECRET),
                "verify t -c "
                        + file(
                                "c10",
                                "keyset.file=" + broken + "\nfields=a\nkafka.bootstrap.servers=x:1\n"
                                        + "key.converter=org.apache.kafka.connect.json.JsonConverter\n"
                                        + "value.converter=org.apache.kafka.connect.json.JsonConverter\n"
                                        + "kafka.sasl.jaas.config=" + SECRET));
        for (String command : commands) {
            for (String json : List.of("", " --json")) {
                String written = written((command + json).split(" ", -1));
                assertThat(written)
                        .as(command)
                        .doesNotContain(SECRET.substring(7))
                        .doesNotContain(keyBytes);
            }
        }
    }

    /** Logs included, which go to the process's own standard error. */
    private static String written(String... arguments) {
        PrintStream error = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            List<String> all = new ArrayList<>();
            Tool tool = Tool.run(arguments);
            all.add(tool.out());
            all.add(tool.err());
            all.add(log.toString(StandardCharsets.UTF_8));
            return String.join("\n", all);
        } finally {
            System.setErr(error);
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

package io.lockweir.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.cli.Tool;
import io.lockweir.encryption.audit.Principal;
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

/** What the tool does to keys stands in the audit log, with the principal. */
class AuditLinesTest {
    @TempDir
    private Path folder;

    @Test
    void makingMovingAndKeepingDataKeysIsAudited() throws IOException {
        String config = config("eu,us");
        List<JsonNode> created = lines("create", "domain", "customer", "--kek", "eu", "-c", config);
        assertThat(created).extracting(line -> line.path("event").asText()).containsExactly("created", "published");
        assertThat(created.get(0).path("principal").asText()).isEqualTo(Principal.ofProcess());
        assertThat(created.get(0).path("keks").toString()).isEqualTo("[\"eu\"]");

        JsonNode rewrapped = only("rewrap", "--kek", "us", "-c", config);
        assertThat(rewrapped.path("event").asText()).isEqualTo("rewrapped");
        assertThat(rewrapped.path("key")).isEqualTo(created.get(0).path("key"));
        assertThat(lines("rewrap", "--kek", "us", "-c", config))
                .as("nothing was done")
                .isEmpty();

        String file = folder.resolve("export").toString();
        JsonNode exported = only("export", file, "-c", config);
        assertThat(exported.path("event").asText()).isEqualTo("exported");
        assertThat(exported.path("what").asText()).isEqualTo("data-keys");
        assertThat(exported.path("records").asInt()).isEqualTo(2);
        assertThat(only("restore", file, "-c", config).path("event").asText()).isEqualTo("restored");
    }

    @Test
    void makingAndChangingAKeysetIsAudited() throws IOException {
        String file = folder.resolve("keyset").toString();
        JsonNode created = only("create", "keyset", file);
        assertThat(created.path("event").asText()).isEqualTo("keyset_changed");
        assertThat(created.path("action").asText()).isEqualTo("create");
        JsonNode added = only("rotate", "keyset", file, "--add");
        String fresh = added.path("keyset.key").asText();
        assertThat(only("rotate", "keyset", file, "--promote", fresh)
                        .path("keyset.key")
                        .asText())
                .isEqualTo(fresh);
        assertThat(only(
                                "rotate",
                                "keyset",
                                file,
                                "--disable",
                                created.path("keyset.key").asText())
                        .path("action")
                        .asText())
                .isEqualTo("disable");
    }

    private static JsonNode only(String... arguments) throws IOException {
        List<JsonNode> lines = lines(arguments);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    static List<JsonNode> lines(String... arguments) throws IOException {
        PrintStream error = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            Tool tool = Tool.run(arguments);
            assertThat(tool.exit()).as(tool.out() + tool.err()).isZero();
        } finally {
            System.setErr(error);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.toString(StandardCharsets.UTF_8).lines().toList()) {
            if (line.contains("io.lockweir.audit")) {
                lines.add(new ObjectMapper().readTree(line.substring(line.indexOf('{'))));
            }
        }
        return lines;
    }

    private String config(String keks) throws IOException {
        StringBuilder text = new StringBuilder(
                "key.source=envelope\nstore=file\nstore.file=" + folder.resolve("store") + "\nkek=" + keks + "\n");
        for (String label : keks.split(",", -1)) {
            text.append("kek.%s.kms=memory%nkek.%s.key=key-%s%n".formatted(label, label, label));
        }
        return Files.writeString(folder.resolve("config"), text).toString();
    }
}

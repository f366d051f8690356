package io.lockweir.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockweir.cli.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands over the store of kind {@code file} and a KMS in memory. */
class StoreCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void createsADomainOnceAndListsIt() throws IOException {
        String config = config("store-a", "eu");
        Tool created = Tool.run("create", "domain", "customer", "--type", "int64", "--json", "-c", config);
        assertThat(created.exit()).as(created.out()).isZero();
        assertThat(created.json().path("outcome").asText()).isEqualTo("CREATED");
        String id = created.json().path("dek_id").asText();

        Tool again = Tool.run("create", "domain", "customer", "--type", "int64", "--json", "-c", config);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.json().path("outcome").asText()).isEqualTo("EXISTS");
        assertThat(again.json().path("dek_id").asText()).isEqualTo(id);

        JsonNode key = Tool.run("list", "--json", "-c", config)
                .json()
                .path("data_keys")
                .get(0);
        assertThat(key.path("dek_id").asText()).isEqualTo(id);
        assertThat(key.path("domain").asText()).isEqualTo("customer");
        assertThat(key.path("domain_type").asText()).isEqualTo("int64");
        assertThat(key.path("keks").toString()).isEqualTo("[\"eu\"]");
        assertThat(Tool.run("list", "--json", "--scope", "other", "-c", config)
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
    }

    @Test
    void rewrapsForANewKekAndGoesOnWhenRepeated() throws IOException {
        String one = config("store-b", "eu");
        Tool.run("create", "domain", "a", "-c", one);
        Tool.run("create", "domain", "b", "-c", one);
        String both = config("store-b", "eu,us");
        Tool rewrapped = Tool.run("rewrap", "--json", "-c", both);
        assertThat(rewrapped.exit()).isZero();
        assertThat(rewrapped.json().path("rewrapped").asInt()).isEqualTo(2);
        assertThat(Tool.run("rewrap", "--json", "-c", both)
                        .json()
                        .path("already")
                        .asInt())
                .isEqualTo(2);

        String other = config("store-b", "us");
        Tool self = Tool.run("self-test", "--json", "-c", other);
        assertThat(self.exit()).as(self.out()).isZero();
        assertThat(self.json().path("data_keys_without_kek").asInt()).isZero();
    }

    @Test
    void exportsAndRestores() throws IOException {
        String from = config("store-c", "eu");
        Tool.run("create", "domain", "a", "-c", from);
        Path file = folder.resolve("export.jsonl");
        Tool exported = Tool.run("export", "--json", "-c", from, file.toString());
        assertThat(exported.json().path("exported").asInt()).isEqualTo(1);
        assertThat(Tool.run("export", "-c", from, file.toString()).exit()).isEqualTo(2);

        String to = config("store-d", "eu");
        assertThat(Tool.run("restore", "--json", "-c", to, file.toString())
                        .json()
                        .path("restored")
                        .asInt())
                .isEqualTo(1);
        assertThat(Tool.run("restore", "--json", "-c", to, file.toString())
                        .json()
                        .path("present")
                        .asInt())
                .isEqualTo(1);
        assertThat(Tool.run("list", "--json", "-c", to).json().path("data_keys").toString())
                .isEqualTo(Tool.run("list", "--json", "-c", from)
                        .json()
                        .path("data_keys")
                        .toString());
    }

    @Test
    void aDomainThatHasAnotherKeyIsAConflict() throws IOException {
        String from = config("store-e", "eu");
        Tool.run("create", "domain", "a", "-c", from);
        Path file = folder.resolve("conflict.jsonl");
        Tool.run("export", "-c", from, file.toString());
        String to = config("store-f", "eu");
        Tool.run("create", "domain", "a", "-c", to);
        Tool restored = Tool.run("restore", "--json", "-c", to, file.toString());
        assertThat(restored.exit()).isEqualTo(1);
        assertThat(restored.json().path("conflicts")).hasSize(1);
    }

    @Test
    void theSelfTestNamesWhatIsMissing() throws IOException {
        String config = config("store-g", "eu");
        Files.writeString(Path.of(config), Files.readString(Path.of(config)) + "kek.eu.fault=denied-wrap\n");
        Tool tool = Tool.run("self-test", "--json", "-c", config);
        assertThat(tool.exit()).isEqualTo(1);
        assertThat(tool.json().path("keks").get(0).path("usable").asBoolean()).isFalse();
        assertThat(tool.json().path("keks").get(0).path("steps").toString())
                .contains("DENIED")
                .contains("Grant the principal the right to encrypt with the key");
    }

    @Test
    void aKeysetHasNoStore() throws IOException {
        Path keyset = folder.resolve("keyset");
        Tool.run("create", "keyset", keyset.toString());
        Path config = folder.resolve("keyset-config");
        Files.writeString(config, "keyset.file=" + keyset + "\nkek.a.kms=memory\nkek.a.key=k\n");
        Tool tool = Tool.run("rewrap", "-c", config.toString());
        assertThat(tool.exit()).isEqualTo(2);
        assertThat(tool.err()).contains("key.source=keyset has neither data keys to keep nor KEKs");
    }

    private String config(String store, String keks) throws IOException {
        Path config = folder.resolve("config-" + store + "-" + keks.replace(",", "-"));
        StringBuilder text = new StringBuilder(
                "key.source=envelope\nstore=file\nstore.file=" + folder.resolve(store) + "\n" + "kek=" + keks + "\n");
        for (String label : keks.split(",", -1)) {
            text.append("kek.%s.kms=memory%nkek.%s.key=key-%s%n".formatted(label, label, label));
        }
        Files.writeString(config, text);
        return config.toString();
    }
}

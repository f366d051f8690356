package io.lockweir.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolConfigTest {
    @TempDir
    private Path folder;

    @Test
    void refusesUnknownKeysByName() {
        assertThatThrownBy(() -> ToolConfig.of(Map.of("stoer.topic", "x", "kafka.bootstrap.servers", "y")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "Unknown keys: stoer.topic. Correct or remove them; lockweir-keys config lists what there is.");
    }

    @Test
    void takesTheKeysOfTheTransformsAndItsOwn() {
        Map<String, String> properties = Map.of(
                "key.source", "envelope",
                "kek", "eu",
                "kek.eu.kms", "vault",
                "store.kafka.bootstrap.servers", "b",
                "rules", "pii",
                "rules.pii.fields", "email",
                "on.schema.lost", "base",
                "encoding", "bytes",
                "kafka.bootstrap.servers", "b",
                "value.converter.schemas.enable", "false");
        ToolConfig config = ToolConfig.of(properties);
        assertThat(config.section(ToolConfig.KAFKA)).containsExactly(Map.entry("bootstrap.servers", "b"));
        assertThat(config.decryptingValues())
                .containsKeys("kek.eu.kms", "rules.pii.fields", "on.schema.lost")
                .doesNotContainKeys("encoding", "kafka.bootstrap.servers", "value.converter.schemas.enable");
        assertThat(config.encryptingValues()).containsKey("encoding").doesNotContainKey("on.schema.lost");
    }

    @Test
    void takesTheKeysOfProfileConfluent() {
        Map<String, String> properties = Map.of(
                "profile", "confluent",
                "fields", "email",
                "encrypt.kek.name", "bank",
                "registry.url", "http://x",
                "registry.kms.aws-kms.region", "eu-central-1");
        assertThat(ToolConfig.of(properties).decryptingValues()).isEqualTo(properties);
    }

    @Test
    void rulesOfRecordKeysReplaceThoseOfValues() {
        ToolConfig config = ToolConfig.of(
                Map.of("namespace", "bank", "fields", "email", "record.key.fields", "id", "record.key.topics", "a.*"));
        assertThat(config.decryptingKeys())
                .containsOnly(Map.entry("namespace", "bank"), Map.entry("fields", "id"), Map.entry("topics", "a.*"));
        assertThat(config.decryptingValues()).containsEntry("fields", "email").doesNotContainKey("topics");
    }

    @Test
    void withoutRulesForRecordKeysTheyAreLeftAlone() {
        assertThat(ToolConfig.of(Map.of("fields", "email")).decryptingKeys()).isEmpty();
    }

    @Test
    void aRecordKeySectionHasRulesOnly() {
        assertThatThrownBy(() -> ToolConfig.of(Map.of("record.key.namespace.x", "a")))
                .hasMessageContaining("record.key.namespace.x");
    }

    @Test
    void resolvesReferencesAsAWorkerDoes() throws IOException {
        Path secrets = folder.resolve("secrets.properties");
        Files.writeString(secrets, "token=s3cret\n");
        Files.writeString(folder.resolve("password"), "p4ss");
        ToolConfig config = ToolConfig.of(Map.of(
                "kek.eu.token",
                "${file:" + secrets + ":token}",
                "kek.us.token",
                "${dir:" + folder + ":password}",
                "kek.eu.address",
                "x-${env:PATH}",
                "namespace",
                "bank-${domain}"));
        assertThat(config.text("kek.eu.token", "")).isEqualTo("s3cret");
        assertThat(config.text("kek.us.token", "")).isEqualTo("p4ss");
        assertThat(config.text("kek.eu.address", "")).isEqualTo("x-" + System.getenv("PATH"));
        assertThat(config.text("namespace", "")).isEqualTo("bank-${domain}");
    }

    @Test
    void aReferenceThatLeadsNowhereFailsByTheNameOfItsKey() {
        for (String reference : new String[] {
            "${env:LOCKWEIR_NO_SUCH_VARIABLE}",
            "${file:" + folder + "/missing:token}",
            "${dir:" + folder + ":missing}",
            "half-a-secret-${env:LOCKWEIR_NO_SUCH_VARIABLE}"
        }) {
            assertThatThrownBy(() -> ToolConfig.of(Map.of("kek.eu.token", reference)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("Key 'kek.eu.token' holds a reference that leads nowhere.")
                    .hasMessageNotContaining("half-a-secret");
        }
    }

    @Test
    void printsKeysAndNoValues() {
        assertThat(ToolConfig.of(Map.of("kek.eu.token", "s3cret"))).hasToString("ToolConfig[kek.eu.token]");
    }

    @Test
    void aMissingFileIsAUsageError() {
        assertThatThrownBy(() -> ToolConfig.read(folder.resolve("none")))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("none can't be read (NoSuchFileException). Give a properties file.");
    }
}

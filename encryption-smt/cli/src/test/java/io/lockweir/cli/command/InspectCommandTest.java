package io.lockweir.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cli.KnownKeysets;
import io.lockweir.cli.Tool;
import io.lockweir.cli.WireExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path folder;

    @Test
    void decodesWithoutKeys() {
        Tool tool = Tool.run("inspect", "--json", WireExamples.EMAIL);
        assertThat(tool.exit()).isZero();
        assertThat(tool.json().path("suite").asText()).isEqualTo("01");
        assertThat(tool.json().path("dek_id").asText()).isEqualTo("a0a1a2a3a4a5a6a7e110d5d516c83e03");
        assertThat(tool.json().path("length").asInt()).isEqualTo(75);
        assertThat(tool.json().path("plaintext_length").asInt()).isEqualTo(29);
    }

    @Test
    void refusesOptionsThatHaveNoEffect() throws IOException {
        Tool field = Tool.run("inspect", "--field", "email", WireExamples.EMAIL);
        assertThat(field.exit()).isEqualTo(2);
        assertThat(field.err()).contains("Option --field has no effect without --config. Leave it out.");
        assertThat(Tool.run("inspect", "--show-plaintext", WireExamples.EMAIL).exit())
                .isEqualTo(2);
        Tool list = Tool.run("list", "--config", config(0), "--scope", "bank");
        assertThat(list.exit()).isEqualTo(2);
        assertThat(list.err()).contains("Option --scope has no effect with a keyset");
        assertThat(Tool.run("self-test", "--config", config(0), "--no-store").exit())
                .isEqualTo(2);
    }

    @Test
    void tellsSchemaAndDataKeyOfConfluentsRecords() {
        // 00, schema 7, message [1, 0], 00, version 3, IV and tag, two bytes of ciphertext
        String payload = "0000000007" + "040200" + "0000000003" + "11".repeat(30);
        Tool tool = Tool.run(
                "inspect",
                "--json",
                "--profile",
                "confluent",
                "--form",
                "payload",
                "--body",
                "protobuf",
                "--versions",
                "--hex",
                payload);
        assertThat(tool.exit()).isZero();
        assertThat(tool.json().path("schema_id").asInt()).isEqualTo(7);
        assertThat(tool.json().path("message_indexes").toString()).isEqualTo("[1,0]");
        assertThat(tool.json().path("dek_version").asInt()).isEqualTo(3);
        assertThat(tool.json().path("plaintext_length").asInt()).isEqualTo(2);

        Tool record = Tool.run("inspect", "--json", "--profile", "confluent", "--form", "record", "AAAAAAcB");
        assertThat(record.json().path("schema_id").asInt()).isEqualTo(7);
        assertThat(record.json().has("dek_version")).isFalse();

        String field = Base64.getEncoder().encodeToString(new byte[40]);
        Tool plain = Tool.run("inspect", "--json", "--profile", "confluent", field);
        assertThat(plain.json().path("dek_version").asInt()).isEqualTo(1);
        assertThat(plain.json().path("plaintext_length").asInt()).isEqualTo(12);
        Tool siv = Tool.run("inspect", "--json", "--profile", "confluent", "--algorithm", "AES256_SIV", field);
        assertThat(siv.json().path("plaintext_length").asInt()).isEqualTo(24);
    }

    @Test
    void guessesNoProfileAndShowsNothingOfWhatIsNone() {
        Tool clear = Tool.run("inspect", "--json", "--profile", "confluent", "anna.keller@bank.example.com");
        assertThat(clear.exit()).isEqualTo(1);
        assertThat(clear.json().path("reason").asText()).isEqualTo("BAD_BASE64");
        assertThat(clear.out()).doesNotContain("anna");
        assertThat(Tool.run("inspect", "--json", "--profile", "confluent", "--form", "record", "AQAAAAcB")
                        .json()
                        .path("reason")
                        .asText())
                .isEqualTo("BAD_MAGIC");
        assertThat(Tool.run("inspect", "--json", "--profile", "confluent", "AAAA")
                        .json()
                        .path("reason")
                        .asText())
                .isEqualTo("TRUNCATED");
        Tool versions = Tool.run("inspect", "--versions", WireExamples.EMAIL);
        assertThat(versions.exit()).isEqualTo(2);
        assertThat(versions.err()).contains("Option --versions has no effect without --profile confluent");
        assertThat(Tool.run("inspect", "--profile", "confluent", "--field", "email", "AAAA")
                        .err())
                .contains("Option --field has no effect with --profile confluent");
    }

    @Test
    void saysThatSomethingIsNoEnvelope() {
        Tool tool = Tool.run("inspect", "--json", "anna.keller@bank.example.com");
        assertThat(tool.exit()).isEqualTo(1);
        assertThat(tool.json().path("envelope").asBoolean()).isFalse();
        assertThat(tool.out()).doesNotContain("anna");
    }

    @Test
    void namesTheKeysetKeyAndOpensAtItsPlaceWithoutShowingTheValue() throws IOException {
        Tool tool = Tool.run("inspect", "--json", "--config", config(0), "--field", "email", WireExamples.EMAIL);
        assertThat(tool.exit()).isZero();
        assertThat(tool.json().path("key").path("keyset_key").asText()).isEqualTo("1000");
        assertThat(tool.json().path("opens").asText()).isEqualTo("OPENS");
        assertThat(tool.out() + tool.err()).doesNotContain(WireExamples.EMAIL_PLAINTEXT);
    }

    @Test
    void showsTheValueOnlyWhenAsked() throws IOException {
        Tool tool = Tool.run(
                "inspect", "--json", "--config", config(0), "--field", "email", "--show-plaintext", WireExamples.EMAIL);
        assertThat(tool.json().path("plaintext").asText()).isEqualTo(WireExamples.EMAIL_PLAINTEXT);
    }

    @Test
    void anotherPlaceIsAFinding() throws IOException {
        Tool tool = Tool.run("inspect", "--json", "--config", config(0), "--field", "phone", WireExamples.EMAIL);
        assertThat(tool.exit()).isEqualTo(1);
        assertThat(tool.json().path("opens").asText()).isEqualTo("NOT_AUTHENTIC");
        Tool key = Tool.run(
                "inspect", "--json", "--config", config(0), "--field", "email", "--part", "key", WireExamples.EMAIL);
        assertThat(key.json().path("opens").asText()).isEqualTo("NOT_AUTHENTIC");
    }

    @Test
    void anotherKeysetOrNamespaceIsAFinding() throws IOException {
        Tool other = Tool.run("inspect", "--json", "--config", config(9), "--field", "email", WireExamples.EMAIL);
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.json().path("key_found").asBoolean()).isFalse();
        assertThat(other.json().path("opens").asText()).isEqualTo("UNKNOWN_KEY");
        Tool namespace = Tool.run(
                "inspect",
                "--json",
                "--config",
                config(0),
                "--namespace",
                "shop",
                "--field",
                "email",
                WireExamples.EMAIL);
        assertThat(namespace.json().path("key_found").asBoolean()).isFalse();
    }

    @Test
    void withoutAFieldItOnlyFindsTheKey() throws IOException {
        Tool tool = Tool.run("inspect", "--json", "--config", config(0), WireExamples.EMAIL);
        assertThat(tool.exit()).isZero();
        assertThat(tool.json().path("key_found").asBoolean()).isTrue();
        assertThat(tool.json().path("opens").asText()).isEqualTo("NOT_TRIED");
    }

    @Test
    void opensADomainsEnvelopeAnywhere() throws IOException {
        Tool tool = Tool.run(
                "inspect",
                "--json",
                "-c",
                config(0),
                "--domain",
                "customer",
                "--domain-type",
                "int64",
                "--show-plaintext",
                WireExamples.CUSTOMER);
        assertThat(tool.exit()).isZero();
        assertThat(tool.json().path("plaintext").asText()).isEqualTo("42");
        Tool nameless = Tool.run("inspect", "-c", config(0), WireExamples.CUSTOMER);
        assertThat(nameless.exit()).isEqualTo(2);
        assertThat(nameless.err()).contains("Give --domain");
    }

    private String config(int key) throws IOException {
        Path keyset = folder.resolve("keyset-" + key);
        Files.writeString(keyset, KnownKeysets.ofKey(key));
        Path config = folder.resolve("config-" + key);
        Files.writeString(config, "keyset.file=" + keyset + "\nnamespace=bank\n");
        return config.toString();
    }
}

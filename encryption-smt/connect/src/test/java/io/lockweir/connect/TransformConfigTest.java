package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.connect.record.Encoding;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.record.Unlisted;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.policy.OnSchemaLost;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformConfigTest {

    @Test
    void encryptFieldsHasSafeDefaults() {
        EncryptFieldsConfig config = EncryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "email"));

        assertThat(config.onError()).isEqualTo(OnError.FAIL);
        assertThat(config.onKeyCopy()).isEqualTo(OnKeyCopy.FAIL);
        assertThat(config.options().encoding()).isEqualTo(Encoding.TEXT);
        assertThat(config.options().rowImages()).isEqualTo(RowImages.AUTO);
        assertThat(config.options().placeholder()).isEqualTo("__debezium_unavailable_value");
        FieldRule rule = config.rules().get(0);
        assertThat(rule.name()).isEqualTo("default");
        assertThat(rule.topics().pattern()).isEqualTo(".*");
        assertThat(scope(rule)).isEqualTo(new Scope.Namespace("default"));
        assertThat(rule.fields()).containsExactly(FieldPath.parse("email"));
    }

    @Test
    void decryptFieldsHasSafeDefaults() {
        DecryptFieldsConfig config = DecryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "email"));

        assertThat(config.options().onSchemaLost()).isEqualTo(OnSchemaLost.FAIL);
        assertThat(config.options().unlisted()).isEqualTo(Unlisted.KEEP);
        assertThat(config.options().rowImages()).isEqualTo(RowImages.AUTO);
        assertThat(config.options().placeholder()).isEqualTo("__debezium_unavailable_value");
    }

    @Test
    void everyKeyHasItsEffect() {
        EncryptFieldsConfig config = EncryptFieldsConfig.of(
                RecordSide.VALUE,
                Transforms.config(
                        "fields", "id, address.street",
                        "topics", "bank\\..*",
                        "mode", "JOIN",
                        "join.domain", "customer",
                        "join.type", "string",
                        "join.normaliser", "nfc",
                        "row.images", "debezium",
                        "unavailable.value.placeholder", "?",
                        "encoding", "bytes",
                        "on.error", "tolerate",
                        "on.key.copy", "allow",
                        "unmatched.topics", "fail",
                        "key.source", "keyset"));

        assertThat(config.onError()).isEqualTo(OnError.TOLERATE);
        assertThat(config.onKeyCopy()).isEqualTo(OnKeyCopy.ALLOW);
        assertThat(config.unmatchedTopics()).isEqualTo(UnmatchedTopics.FAIL);
        assertThat(config.options().encoding()).isEqualTo(Encoding.BYTES);
        assertThat(config.options().rowImages()).isEqualTo(RowImages.DEBEZIUM);
        assertThat(config.options().placeholder()).isEqualTo("?");
        FieldRule rule = config.rules().get(0);
        assertThat(rule.fields()).containsExactly(FieldPath.parse("id"), FieldPath.parse("address.street"));
        assertThat(rule.matches("bank.x")).isTrue();
        assertThat(rule.matches("my.bank.x")).isFalse();
        assertThat(scope(rule)).isEqualTo(new Scope.Join(new JoinDomain("customer", ValueType.STRING, Normaliser.NFC)));
        assertThat(DecryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "a", "on.schema.lost", "base"))
                        .options()
                        .onSchemaLost())
                .isEqualTo(OnSchemaLost.BASE);
    }

    @Test
    void readsNamedRulesInOrder() {
        EncryptFieldsConfig config = EncryptFieldsConfig.of(
                RecordSide.VALUE,
                Transforms.config(
                        "rules", "customers,cards",
                        "rules.customers.topics", "bank.customers",
                        "rules.customers.fields", "email",
                        "rules.cards.fields", "pan",
                        "rules.cards.mode", "join",
                        "rules.cards.join.domain", "pan",
                        "namespace", "prod"));

        assertThat(config.rules()).extracting(FieldRule::name).containsExactly("customers", "cards");
        assertThat(scope(config.rules().get(0))).isEqualTo(new Scope.Namespace("prod"));
        assertThat(scope(config.rules().get(1))).isEqualTo(new Scope.Join(JoinDomain.of("pan", ValueType.STRING)));
    }

    @Test
    void acceptsWhatConnectAdds() {
        assertThat(EncryptFieldsConfig.of(
                                RecordSide.VALUE,
                                Transforms.config(
                                        "fields",
                                        "a",
                                        "type",
                                        EncryptFields.Value.class.getName(),
                                        "plugin.version",
                                        "[0.1,)"))
                        .rules())
                .hasSize(1);
    }

    @Test
    void refusesUnknownKeys() {
        assertThatThrownBy(() -> EncryptFieldsConfig.of(
                        RecordSide.VALUE, Transforms.config("fields", "a", "feilds", "b", "on.eror", "fail")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Unknown keys of EncryptFields: feilds, on.eror. Correct or remove them. Known keys: bind.fields, "
                                + "clear.fields, dek.max.age.ms, dek.max.stale.ms, dek.max.uses, dek.ttl.ms, encoding, "
                                + "encrypt.alternate.kms.key.ids, encrypt.dek.algorithm, encrypt.dek.expiry.days, "
                                + "encrypt.kek.name, encrypt.kms.key.id, encrypt.kms.type, fields, iv, "
                                + "join.domain, join.normaliser, join.type, kek, key.source, key.wait.ms, "
                                + "keyset.file, keyset.json, mask.keep.first, mask.keep.last, mask.with, mode, namespace, null, on.error, "
                                + "on.key.copy, pad, path.as, policy.file, profile, redact.value, registry.*, row.images, rules, run.mode, store, store.file, "
                                + "store.subjects.topic, store.topic, subject, subject.name, tags, tags.subject, topics, "
                                + "unavailable.value.placeholder, unmatched.topics.");
        assertThatThrownBy(() -> DecryptFieldsConfig.of(
                        RecordSide.VALUE,
                        Transforms.config("rules", "a", "rules.a.fields", "x", "rules.b.fields", "y")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Unknown keys of DecryptFields: rules.b.fields.");
        assertThatThrownBy(() ->
                        DecryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "a", "on.error", "fail")))
                .hasMessageStartingWith("Unknown keys of DecryptFields: on.error.");
    }

    @Test
    void refusesIncompleteAndContradictoryRules() {
        assertRefused("Key 'fields' is empty. Name at least one field to encrypt, such as email.");
        assertRefused(
                "Key 'rules.a.fields' is empty. Name at least one field to encrypt, such as email.", "rules", "a");
        assertRefused(
                "Key 'fields' is the short form for a single rule, but `rules` names rules. Set rules.a.fields instead.",
                "rules",
                "a",
                "rules.a.fields",
                "x",
                "fields",
                "y");
        assertRefused(
                "Key 'rules' names a rule twice. Give every rule a name of its own.",
                "rules",
                "a,a",
                "rules.a.fields",
                "x");
        assertRefused(
                "Key 'join.domain' is missing. With mode=join name the domain, the same for all fields that shall join.",
                "fields",
                "a",
                "mode",
                "join");
        assertRefused(
                "Key 'join.domain' has no effect with mode=random. Set mode=join or remove it.",
                "fields",
                "a",
                "join.domain",
                "d");
        assertRefused(
                "Key 'join.domain': Join domain d of type INT64 cannot normalise; only STRING domains can",
                "fields",
                "a",
                "mode",
                "join",
                "join.domain",
                "d",
                "join.type",
                "int64",
                "join.normaliser",
                "nfc");
        assertRefused(
                "Invalid value bank.( for configuration topics: it is no regular expression: Unclosed group",
                "fields",
                "a",
                "topics",
                "bank.(");
        assertRefused(
                "fields: Field path \"a..b\" expects a field name at position 2; write e.g. address.street, `a.b`.c, items[*].x, "
                        + "labels{*}",
                "fields",
                "a..b");
        assertThatThrownBy(() ->
                        EncryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "a", "on.error", "maybe")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Invalid value maybe for configuration on.error: String must be one of");
    }

    @Test
    void refusesRandomCiphertextInKeys() {
        assertThatThrownBy(() -> new EncryptFields.Key<>().configure(Transforms.config("fields", "a")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Rules of EncryptFields$Key need mode=join: random ciphertext gives one row a new key each time");
    }

    @Test
    void refusesUnusableKeysetsWithoutShowingThem(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("none.json");
        Path damaged = Files.writeString(directory.resolve("damaged.json"), "{\"canary\": 1}");
        Map<String, String> neither = Map.of("fields", "a");
        assertThatThrownBy(() -> EncryptFieldsConfig.of(RecordSide.VALUE, neither))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Set exactly one of 'keyset.file' and 'keyset.json' with key.source=keyset.");
        assertThatThrownBy(() ->
                        EncryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "a", "keyset.file", "x")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Set exactly one of");
        assertThatThrownBy(() ->
                        new EncryptFields.Value<>().configure(Map.of("fields", "a", "keyset.file", missing.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Key 'keyset.file': file " + missing
                        + " can't be read (NoSuchFileException). Mount it on every worker, " + "readable for Connect.");
        assertThatThrownBy(() ->
                        new EncryptFields.Value<>().configure(Map.of("fields", "a", "keyset.file", damaged.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Key 'keyset.file' holds no usable keyset: ")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> new DecryptFields.Key<>().configure(Map.of("fields", "a", "keyset.json", "canary")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Key 'keyset.json' holds no usable keyset: ")
                .hasMessageNotContaining("canary");
    }

    @Test
    void readsTheKeysetFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("keyset.json"), Keysets.ofKey(1));
        EncryptFields.Value<org.apache.kafka.connect.source.SourceRecord> transform = new EncryptFields.Value<>();
        transform.configure(Map.of("fields", "email", "keyset.file", file.toString()));

        var encrypted = transform.apply(Transforms.source(Customers.row(1)));

        assertThat(Transforms.decryptor("fields", "email")
                        .apply(Transforms.sink(encrypted))
                        .value())
                .isEqualTo(Customers.row(1));
        transform.close();
        assertThatThrownBy(() -> transform.apply(Transforms.source(Customers.row(1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyKeyIsDocumentedAndSecretsAreMasked() {
        for (ConfigDef definition : new ConfigDef[] {EncryptFieldsConfig.DEFINITION, DecryptFieldsConfig.DEFINITION}) {
            definition.configKeys().values().forEach(key -> {
                assertThat(key.documentation).as(key.name).endsWith(".");
                assertThat(key.importance).as(key.name).isNotNull();
            });
            assertThat(definition.configKeys().values())
                    .filteredOn(key -> key.type == ConfigDef.Type.PASSWORD)
                    .extracting(key -> key.name)
                    .containsExactlyInAnyOrder(
                            "keyset.json",
                            "registry.password",
                            "registry.token",
                            "registry.oauth.client.secret",
                            "registry.truststore.password",
                            "registry.keystore.password");
        }
        assertThat(EncryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "a"))
                        .toString())
                .doesNotContain("keyMaterialType");
    }

    private static Scope scope(FieldRule rule) {
        return rule.in("bank.customers").orElseThrow().scope();
    }

    private static void assertRefused(String message, String... keysAndValues) {
        assertThatThrownBy(() -> EncryptFieldsConfig.of(RecordSide.VALUE, Transforms.config(keysAndValues)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }
}

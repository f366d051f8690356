package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.EnvelopeSettings;
import io.lockweir.encryption.keys.KekConfig;
import io.lockweir.encryption.keys.KeyBudget;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeConfigTest {
    private static final Schema CUSTOMER =
            SchemaBuilder.struct().field("email", Schema.STRING_SCHEMA).build();
    private static final Struct ANNA = new Struct(CUSTOMER).put("email", "anna@example.org");

    @TempDir
    Path directory;

    @Test
    void hasDefaultsForEverythingButTheKeks() {
        EnvelopeConfig config = read("kek", "eu", "kek.eu.kms", "test", "kek.eu.key", "key-eu");
        assertThat(config.keks()).containsExactly(new KekConfig("eu", "test", "key-eu", Map.of()));
        assertThat(config.store()).isEqualTo("file");
        EnvelopeSettings settings = config.settings();
        assertThat(settings.kekLabels()).containsExactly("eu");
        assertThat(settings.budget()).isEqualTo(KeyBudget.DEFAULT);
        assertThat(settings.ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.maxStale()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.bound()).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.keyWait()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.createdBy()).startsWith("lockweir ");
    }

    @Test
    void readsEveryKey() {
        EnvelopeConfig config = read(
                "kek",
                "us,eu",
                "kek.eu.kms",
                "test",
                "kek.eu.key",
                "key-eu",
                "kek.us.kms",
                "test",
                "kek.us.key",
                "key-us",
                "kek.pii.kms",
                "test",
                "kek.pii.key",
                "key-pii",
                "kek.us.timeout.ms",
                "5",
                "kek.us.token",
                "hunter2",
                "dek.ttl.ms",
                "1000",
                "dek.max.stale.ms",
                "0",
                "dek.max.age.ms",
                "2000",
                "dek.max.uses",
                "7",
                "key.wait.ms",
                "3000");
        assertThat(config.keks())
                .as("nearest first, then those that only rules name")
                .extracting(KekConfig::label)
                .containsExactly("us", "eu", "pii");
        assertThat(config.keks().get(0).settings())
                .containsOnly(Map.entry("timeout.ms", "5"), Map.entry("token", "hunter2"));
        assertThat(config.settings().kekLabels()).containsExactly("us", "eu");
        assertThat(config.settings().ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.settings().maxStale()).isEqualTo(Duration.ZERO);
        assertThat(config.settings().budget().maxAge()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.settings().budget().uses()).isEqualTo(7);
        assertThat(config.settings().keyWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.toString()).doesNotContain("hunter2").contains("token");
    }

    @Test
    void refusesWhatIsMissingUnknownOrWithoutEffect() {
        refuses(
                "Key 'kek' is missing. With key.source=envelope name at least one KEK and set kek.LABEL.kms and kek.LABEL.key for it.");
        refuses(
                "Key 'kek.eu.kms' is missing. Set the driver of the KEK: aws, vault, gcp, azure, pkcs11 or local.",
                "kek",
                "eu");
        refuses("Key 'kek.eu.key' is missing. Set the driver's name of the KEK.", "kek", "eu", "kek.eu.kms", "test");
        refuses(
                "Unknown keys: kek.eu.tokne. Correct or remove them. Known keys: kek.eu.timeout.ms, kek.eu.token.",
                "kek.eu.kms",
                "test",
                "kek.eu.key",
                "k",
                "kek.eu.tokne",
                "hunter2");
        refuses(
                "Key 'kek.eu.timeout.ms' must be a whole number, not negative.",
                "kek.eu.kms",
                "test",
                "kek.eu.key",
                "k",
                "kek.eu.timeout.ms",
                "hunter2");
        refuses(
                "Key 'kek.eu' is not known. Settings of a KEK are kek.LABEL.kms, kek.LABEL.key and those of its driver.",
                "kek.eu",
                "test");
        refuses(
                "Unknown keys of store=file: store.kafka.bootstrap.servers. Correct or remove them. Known keys: store.file.",
                "kek.eu.kms",
                "test",
                "kek.eu.key",
                "k",
                "store.kafka.bootstrap.servers",
                "hunter2");
        refuses(
                "Unknown keys of store=file: store.subjects.topic. Correct or remove them. Known keys: store.file.",
                "kek.eu.kms",
                "test",
                "kek.eu.key",
                "k",
                "store.subjects.topic",
                "subjects");
        refuses(
                "Key 'key.wait.ms' must be at least 1000 with key.source=envelope: a key service takes time to answer.",
                "kek.eu.kms",
                "test",
                "kek.eu.key",
                "k",
                "key.wait.ms",
                "999");
        refuses(
                "Key 'keyset.json' has no effect with key.source=envelope. Remove it, or set key.source=keyset.",
                "keyset.json",
                "hunter2");
    }

    @Test
    void namesWhatIsInstalledWhenADriverOrStoreIsNot() {
        assertThatThrownBy(() -> read("kek.eu.kms", "cloud9", "kek.eu.key", "k"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Key 'kek.eu.kms' names no driver that is installed. Installed: [test");
        assertThatThrownBy(() -> read("kek.eu.kms", "test", "kek.eu.key", "k", "store", "paper"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Key 'store' names no key store that is installed. Installed: [file");
    }

    @Test
    void refusesKeysOfTheEnvelopeWithAKeyset() {
        for (String key : List.of("kek", "kek.eu.kms", "store", "store.topic", "store.kafka.acks", "dek.ttl.ms")) {
            assertThatThrownBy(() ->
                            EncryptFieldsConfig.of(RecordSide.VALUE, Transforms.config("fields", "email", key, "1000")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("Key '" + key
                            + "' has no effect with key.source=keyset. Remove it, or set key.source=envelope.");
        }
    }

    @Test
    void encryptsAndDecryptsThroughAServiceAndAStore() throws Exception {
        EncryptFields.Value<SourceRecord> encrypt = new EncryptFields.Value<>();
        DecryptFields.Value<SinkRecord> decrypt = new DecryptFields.Value<>();
        encrypt.configure(config("kek", "eu", "kek.eu.kms", "test", "kek.eu.key", "key-round"));
        SourceRecord encrypted = encrypt.apply(Transforms.source(ANNA));
        encrypt.close();
        assertThat(Files.readString(directory.resolve("deks"))).hasLineCount(1);
        decrypt.configure(config("kek", "eu", "kek.eu.kms", "test", "kek.eu.key", "key-round"));
        assertThat(decrypt.apply(Transforms.sink(encrypted)).value()).isEqualTo(ANNA);
        decrypt.close();
    }

    @Test
    void theTasksOfAProcessShareOneSourceUntilTheLastCloses() {
        EnvelopeConfig config = read("kek", "eu", "kek.eu.kms", "test", "kek.eu.key", "key-shared");
        int before = TestKmsProvider.openClients();
        KeySource first = config.open();
        KeySource second = read("kek", "eu", "kek.eu.kms", "test", "kek.eu.key", "key-shared")
                .open();
        KeySource other = read("kek", "eu", "kek.eu.kms", "test", "kek.eu.key", "key-other")
                .open();
        assertThat(TestKmsProvider.openClients()).isEqualTo(before + 2);
        other.close();
        first.close();
        first.close();
        assertThat(TestKmsProvider.openClients()).isEqualTo(before + 1);
        second.close();
        assertThat(TestKmsProvider.openClients()).isEqualTo(before);
    }

    @Test
    void aRefusedKeyIsAnErrorThatNamesItAndEncryptsOnWhenRestored() {
        EncryptFields.Value<SourceRecord> encrypt = new EncryptFields.Value<>();
        encrypt.configure(config("kek", "eu", "kek.eu.kms", "test", "kek.eu.key", "key-denied"));
        TestKmsProvider.deny("key-denied");
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encrypt.apply(Transforms.source(ANNA)))
                .withMessageContaining("KEK eu (key-denied)")
                .withMessageContaining("DENIED");
        TestKmsProvider.restore("key-denied");
        assertThat(encrypt.apply(Transforms.source(ANNA)).value()).isNotEqualTo(ANNA);
        encrypt.close();
    }

    @Test
    void waitsInsideApplyForAServiceThatIsDown() {
        EncryptFields.Value<SourceRecord> encrypt = new EncryptFields.Value<>();
        encrypt.configure(config("kek", "eu", "kek.eu.kms", "test", "kek.eu.key", "key-down", "key.wait.ms", "1000"));
        TestKmsProvider.down("key-down");
        long begin = System.nanoTime();
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encrypt.apply(Transforms.source(ANNA)))
                .withMessageContaining("KEK eu (key-down)");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(30));
        TestKmsProvider.restore("key-down");
        encrypt.close();
    }

    @Test
    void aJoinDomainWithoutKeyNamesTheCommandThatCreatesIt() {
        EncryptFields.Value<SourceRecord> encrypt = new EncryptFields.Value<>();
        encrypt.configure(config(
                "kek",
                "eu",
                "kek.eu.kms",
                "test",
                "kek.eu.key",
                "key-join",
                "mode",
                "join",
                "join.domain",
                "customers"));
        assertThatExceptionOfType(KeyUnavailableError.class)
                .isThrownBy(() -> encrypt.apply(Transforms.source(ANNA)))
                .withMessageContaining("`lockweir-keys create domain`");
        encrypt.close();
    }

    private void refuses(String message, String... keysAndValues) {
        assertThatThrownBy(() -> read(keysAndValues))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message)
                .hasMessageNotContaining("hunter2");
    }

    private EnvelopeConfig read(String... keysAndValues) {
        return (EnvelopeConfig) EncryptFieldsConfig.of(RecordSide.VALUE, config(keysAndValues))
                .fieldKeys()
                .keySource()
                .orElseThrow()
                .keys();
    }

    private Map<String, String> config(String... keysAndValues) {
        Map<String, String> config = new HashMap<>(Map.of(
                "fields", "email",
                "key.source", "envelope",
                "store", "file",
                "store.file", directory.resolve("deks").toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }
}

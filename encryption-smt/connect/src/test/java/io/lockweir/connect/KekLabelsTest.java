package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector none of whose rules has a configured KEK stops at its start; one that shares a policy file does not. */
class KekLabelsTest {
    @TempDir
    Path directory;

    @Test
    void refusesALabelThatIsNotConfigured() {
        assertThatThrownBy(() -> read("rules.r.kek", "pii"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Rule 'r' names the KEK pii, and none of that label is configured: [eu, pii-bank]. "
                        + "Correct it, or set kek.LABEL.kms and kek.LABEL.key for it.");
    }

    @Test
    void ofALabelThatDependsOnTheTopicOneMustFit() {
        assertThat(read("rules.r.topics", "(?<domain>\\w+)[.].*", "rules.r.kek", "pii-${domain}")
                        .rules())
                .hasSize(1);
        assertThatThrownBy(() -> read("rules.r.topics", "(?<domain>\\w+)[.].*", "rules.r.kek", "spi-${domain}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Rule 'r' names the KEK spi-${domain}, and none of that label is configured");
    }

    @Test
    void refusesALabelWithAKeySourceThatHasNone() {
        assertThatThrownBy(() -> EncryptFieldsConfig.of(
                        RecordSide.VALUE,
                        Transforms.config("rules", "r", "rules.r.fields", "email", "rules.r.kek", "eu")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Rule 'r' names the KEK eu, but key.source=keyset has none. Set key.source=envelope, "
                        + "or remove 'kek' from the rule.");
    }

    @Test
    void aPolicySharedWithAnotherRegionIsUsedAndItsOtherLabelsAreComplainedOf() {
        EncryptFieldsConfig config = read(
                "rules", "us,eu",
                "rules.us.topics", "us[.].*",
                "rules.us.fields", "email",
                "rules.us.kek", "us",
                "rules.eu.topics", "eu[.].*",
                "rules.eu.fields", "email",
                "rules.eu.kek", "eu");
        assertThat(KekLabels.of(config.fieldKeys().keySource().orElseThrow()).complaints(config.rules()))
                .containsExactly("Rule 'us' names the KEK us, and none of that label is configured: [eu, pii-bank]. "
                        + "Correct it, or set kek.LABEL.kms and kek.LABEL.key for it.");
    }

    @Test
    void oneConfiguredLabelOfARuleIsEnoughToStart() {
        EncryptFieldsConfig config = read("rules.r.kek", "eu,pii");
        assertThat(KekLabels.of(config.fieldKeys().keySource().orElseThrow()).complaints(config.rules()))
                .singleElement()
                .asString()
                .startsWith("Rule 'r' names the KEK pii, ");
    }

    @Test
    void aKeysetServesThePolicyWhoseOtherRulesNameNoKek() {
        EncryptFieldsConfig config = EncryptFieldsConfig.of(
                RecordSide.VALUE,
                Transforms.config(
                        "rules", "r,s",
                        "rules.r.topics", "us[.].*",
                        "rules.r.fields", "email",
                        "rules.r.kek", "us",
                        "rules.s.topics", "eu[.].*",
                        "rules.s.fields", "email"));
        assertThat(KekLabels.of(config.fieldKeys().keySource().orElseThrow()).complaints(config.rules()))
                .singleElement()
                .asString()
                .startsWith("Rule 'r' names the KEK us, but key.source=keyset has none. ");
    }

    @Test
    void aRuleThatEncryptsNothingMayNameAnything() {
        assertThat(read("rules.r.kek", "pii", "rules.r.mode", "mask").rules()).hasSize(1);
    }

    private EncryptFieldsConfig read(String... keysAndValues) {
        Map<String, String> config = new HashMap<>(Map.of(
                "key.source", "envelope",
                "kek", "eu",
                "kek.eu.kms", "test",
                "kek.eu.key", "key-eu",
                "kek.pii-bank.kms", "test",
                "kek.pii-bank.key", "key-pii",
                "store", "file",
                "store.file", directory.resolve("deks").toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        if (config.putIfAbsent("rules", "r") == null) {
            config.put("rules.r.fields", "email");
        }
        return EncryptFieldsConfig.of(RecordSide.VALUE, config);
    }
}

package io.lockweir.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.encryption.keys.KekConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySectionTest {

    @Test
    void findsEveryConfiguredKekThoseOfKekFirst() {
        KeySection keys = section(Map.of(
                "kek", "us, eu",
                "kek.us.kms", "memory",
                "kek.us.key", "k1",
                "kek.eu.kms", "memory",
                "kek.eu.key", "k2",
                "kek.eu.token", "s3cret",
                "kek.archive.kms", "memory",
                "kek.archive.key", "k3"));
        assertThat(keys.keks()).extracting(KekConfig::label).containsExactly("us", "eu", "archive");
        assertThat(keys.keks().get(1).settings()).containsExactly(Map.entry("token", "s3cret"));
        assertThat(keys.keks()).asString().doesNotContain("s3cret");
    }

    @Test
    void saysWhichKeyOfAKekIsMissing() {
        assertThatThrownBy(() ->
                        section(Map.of("kek", "eu", "kek.eu.kms", "memory")).keks())
                .isInstanceOf(UsageException.class)
                .hasMessage("Key 'kek.eu.key' is missing. A KEK needs kek.eu.kms and kek.eu.key.");
        assertThatThrownBy(() -> section(Map.of("kek", "eu")).keks())
                .hasMessageStartingWith("Key 'kek.eu.kms' is missing.");
    }

    @Test
    void anUnknownDriverOrSettingIsAUsageError() {
        assertThatThrownBy(() -> section(Map.of("kek.eu.kms", "abacus", "kek.eu.key", "k"))
                        .openKeks())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Key 'kek.eu.kms' names no driver that is installed");
        assertThatThrownBy(() -> section(Map.of("kek.eu.kms", "memory", "kek.eu.key", "k", "kek.eu.tokn", "s3cret"))
                        .openKeks())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("kek.eu.tokn")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void anIncompleteStoreIsAUsageError() {
        assertThatThrownBy(() -> section(Map.of()).openStore())
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Key 'store.kafka.bootstrap.servers' is missing with store=topic.");
        assertThatThrownBy(() -> section(Map.of("store", "cellar")).openStore())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("names no key store that is installed");
    }

    private static KeySection section(Map<String, String> properties) {
        return new KeySection(ToolConfig.of(properties));
    }
}

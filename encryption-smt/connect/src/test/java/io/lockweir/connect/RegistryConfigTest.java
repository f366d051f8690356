package io.lockweir.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.connect.rule.Profile;
import io.lockweir.registry.RegistrySettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {
    private static final ConfigDef DEFINITION = ProfileKeys.addTo(new ConfigDef())
            .define("only.native", ConfigDef.Type.STRING, null, ConfigDef.Importance.LOW, "")
            .define("only.confluent", ConfigDef.Type.STRING, null, ConfigDef.Importance.LOW, "");

    @Test
    void everySettingOfTheRegistryIsAKeyAndNoneIsRequired() {
        assertThat(DEFINITION.names())
                .containsAll(RegistrySettings.declared().stream()
                        .map(setting -> "registry." + setting.name())
                        .toList());
        assertThat(DEFINITION.configKeys().values())
                .filteredOn(key -> key.type == ConfigDef.Type.PASSWORD)
                .extracting(key -> key.name)
                .contains("registry.password", "registry.token", "registry.oauth.client.secret");
        assertThat(DEFINITION.defaultValues()).containsEntry("registry.cache.ttl.ms", 300_000L);
        assertThat(strict(Map.of()).getString("profile")).isEqualTo("native");
    }

    @Test
    void settingsOfKeyServicesGoByTheirType() {
        RegistryConfig config = RegistryConfig.of(strict(Map.of(
                "registry.url",
                "http://localhost:8081",
                "registry.kms.key.ids",
                "a,b",
                "registry.kms.local-kms.secret",
                "canary",
                "registry.kms.aws-kms.region",
                "eu-central-1")));
        assertThat(config.settings()).containsOnlyKeys("url", "kms.key.ids");
        assertThat(config.kms())
                .isEqualTo(
                        Map.of("local-kms", Map.of("secret", "canary"), "aws-kms", Map.of("region", "eu-central-1")));
        assertThat(config.toString()).contains("local-kms").doesNotContain("canary");
    }

    @Test
    void equalSettingsShareOneClientUntilTheLastOneClosed() {
        Map<String, String> keys =
                Map.of("registry.url", "http://localhost:8081", "registry.kms.local-kms.secret", "one");
        try (SharedRegistry first = RegistryConfig.of(strict(keys)).open();
                SharedRegistry second = RegistryConfig.of(strict(keys)).open();
                SharedRegistry other = RegistryConfig.of(strict(with(keys, "registry.cache.size", "7")))
                        .open()) {
            assertThat(first.client()).isSameAs(second.client()).isNotSameAs(other.client());
            first.close();
            first.close();
            try (SharedRegistry third = RegistryConfig.of(strict(keys)).open()) {
                assertThat(third.client()).isSameAs(second.client());
            }
        }
    }

    @Test
    void refusesWhatIsMissingUnknownOrWrongByTheNameOfTheKey() {
        refused("Key 'registry.url' is missing", Map.of());
        refused("Unknown keys of Test: registry.ulr", Map.of("registry.ulr", "http://x"));
        refused("Key 'registry.url' is no URL", Map.of("registry.url", "canary"));
        refused("Key 'registry.kms.oops' is not known", url("registry.kms.oops", "canary"));
        refused("registry.cache.size", url("registry.cache.size", "many"));
        refused("Key 'registry.kms.other.*' names no type of key service", url("registry.kms.other.a", "canary"));
        refused("registry.kms.local-kms.oops", url("registry.kms.local-kms.oops", "canary"));
    }

    @Test
    void keysOfTheOtherProfileAreRefused() {
        assertThat(profile(Map.of("only.native", "x"))).isEqualTo(Profile.NATIVE);
        assertThat(profile(Map.of("profile", "confluent", "only.confluent", "x", "registry.url", "http://x")))
                .isEqualTo(Profile.CONFLUENT);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> profile(Map.of("registry.url", "http://x")))
                .withMessage(
                        "Key 'registry.url' has no effect with profile=native. Remove it, or set profile=confluent.");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> profile(Map.of("only.confluent", "x")))
                .withMessageContaining("profile=native");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> profile(Map.of("profile", "confluent", "only.native", "x")))
                .withMessage(
                        "Key 'only.native' has no effect with profile=confluent. Remove it, or set profile=native.");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> profile(Map.of("profile", "guess")))
                .withMessageContaining("profile");
    }

    private static Profile profile(Map<String, String> keys) {
        return ProfileKeys.of(strict(keys), "only.native"::equals, "only.confluent"::equals);
    }

    private static void refused(String text, Map<String, String> keys) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RegistryConfig.of(strict(keys)).open().close())
                .withMessageContaining(text)
                .withMessageNotContaining("canary");
    }

    private static Map<String, String> url(String key, String value) {
        return with(Map.of("registry.url", "http://localhost:8081"), key, value);
    }

    private static Map<String, String> with(Map<String, String> keys, String key, String value) {
        Map<String, String> more = new HashMap<>(keys);
        more.put(key, value);
        return more;
    }

    private static StrictConfig strict(Map<String, String> keys) {
        return new StrictConfig("Test", DEFINITION, keys);
    }
}

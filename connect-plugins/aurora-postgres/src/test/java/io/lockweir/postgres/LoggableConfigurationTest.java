package io.lockweir.postgres;

import static io.lockweir.postgres.Configurations.minimal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggableConfigurationTest {

    @Test
    void showsOnlyWhatIsKnownToBeHarmless() {
        Map<String, String> shown = LoggableConfiguration.of(minimal(
                "table.include.list", "public.customers",
                "aurora.hosts", "a,b",
                "database.sslpassword", "canary",
                "database.initial.statements", "SET x = 'canary'",
                "transforms.encrypt.keyset.json", "canary",
                "value.converter.apicurio.auth.client.id", "canary",
                "producer.override.ssl.keystore.key", "canary",
                "driver.anything", "canary"));
        assertThat(shown)
                .containsEntry("table.include.list", "public.customers")
                .containsEntry("aurora.hosts", "a,b")
                .containsEntry("database.user", "lockweir")
                .containsEntry("transforms.encrypt.keyset.json", "********");
        assertThat(shown.toString()).doesNotContain("canary").doesNotContain("correct horse");
    }
}

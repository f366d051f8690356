package io.lockweir.postgres;

import static io.lockweir.postgres.Configurations.minimal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.postgres.preflight.Finding;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ConfigRulesTest {

    @Test
    void takesAMinimalConfiguration() {
        assertThat(ConfigRules.findings(minimal())).isEmpty();
    }

    @Test
    void refusesUnknownKeys() {
        assertThat(ConfigRules.findings(minimal("aurora.hots", "a")))
                .containsExactly(new Finding(
                        "aurora.hots",
                        "Unknown key aurora.hots: neither this plugin, Debezium nor Kafka Connect reads it. Correct its name, remove it, or "
                                + "list it in aurora.allowed.keys."));
    }

    @Test
    void refusesAConnectionFactoryOfTheUsers() {
        assertThat(ConfigRules.findings(minimal("database.connection.factory.class", "com.example.Pool")))
                .containsExactly(new Finding(
                        "database.connection.factory.class",
                        "database.connection.factory.class cannot be set: this plugin opens all connections itself. Remove the "
                                + "key."));
    }

    @Test
    void refusesTwoWaysToNameTheServer() {
        assertThat(ConfigRules.findings(minimal("aurora.hosts", "a,b")))
                .containsExactly(new Finding(
                        "database.hostname", "Both aurora.hosts and database.hostname are set. Keep one of them."));
        assertThat(ConfigRules.findings(minimal("database.aurora.hosts", "a,b")))
                .containsExactly(
                        new Finding("database.aurora.hosts", "database.aurora.hosts is internal. Set aurora.hosts."));
    }

    @Test
    void wantsAnAuthorityToVerifyTheServerAgainst() {
        Map<String, String> properties = minimal();
        properties.remove("database.sslmode");
        assertThat(ConfigRules.findings(properties))
                .containsExactly(new Finding(
                        "aurora.tls.ca",
                        "aurora.tls.ca is missing: database.sslmode=verify-full checks the server's certificate against it. Name the PEM "
                                + "file of the CA (for Aurora: the region's CA bundle)."));
        properties.put("database.sslrootcert", "/any/ca.pem");
        assertThat(ConfigRules.findings(properties)).isEmpty();
    }

    @Test
    void aConnectorThatNoValidationHasSeenDoesNotStart() {
        assertThatThrownBy(() -> new AuroraPostgresConnector().start(minimal("tables.include.list", "x")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("tables.include.list: Unknown key tables.include.list");
    }
}

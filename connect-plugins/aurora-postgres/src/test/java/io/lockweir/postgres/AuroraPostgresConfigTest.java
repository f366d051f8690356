package io.lockweir.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.postgres.connection.AuroraConnectionFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuroraPostgresConfigTest {

    @Test
    void definesTheseKeysOfItsOwn() {
        assertThat(AuroraPostgresConfig.CONFIG_DEF.names())
                .isEqualTo(Set.of("aurora.hosts", "aurora.tls.ca", "aurora.allowed.keys"));
        assertThat(AuroraPostgresConfig.CONFIG_DEF.configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }

    @ParameterizedTest
    @CsvSource({
        "plugin.name, pgoutput",
        "publication.autocreate.mode, filtered",
        "database.sslmode, verify-full",
        "slot.failover, true",
        "heartbeat.interval.ms, 10000"
    })
    void defaultsAreSafeAndCanBeOverridden(String key, String value) {
        assertThat(AuroraPostgresConfig.effective(Map.of())).containsEntry(key, value);
        assertThat(AuroraPostgresConfig.effective(Map.of(key, "other"))).containsEntry(key, "other");
        assertThat(String.valueOf(
                        AuroraPostgresConfig.configDef().defaultValues().get(key)))
                .isEqualTo(value);
    }

    @Test
    void keepsEveryKeyOfDebezium() {
        assertThat(AuroraPostgresConfig.configDef().names())
                .containsAll(io.debezium.connector.postgresql.PostgresConnectorConfig.configDef()
                        .names());
    }

    @Test
    void servesAllConnectionsItself() {
        assertThat(AuroraPostgresConfig.effective(Map.of()))
                .containsEntry("database.connection.factory.class", AuroraConnectionFactory.class.getName());
    }

    @Test
    void handsTheHostsToTheFactoryAndTheFirstToDebezium() {
        Map<String, String> effective = AuroraPostgresConfig.effective(
                Map.of("aurora.hosts", "writer.example:6432, other.example", "database.port", "5433"));
        assertThat(effective)
                .containsEntry("database.hostname", "writer.example")
                .containsEntry("database.aurora.hosts", "writer.example:6432,other.example");
    }

    @Test
    void applyingItTwiceChangesNothing(@TempDir Path folder) throws Exception {
        Path ca = Files.writeString(folder.resolve("ca.pem"), "pem");
        Map<String, String> once = AuroraPostgresConfig.effective(
                new HashMap<>(Map.of("aurora.hosts", "a,b:1", "aurora.tls.ca", ca.toString())));
        assertThat(AuroraPostgresConfig.effective(once))
                .isEqualTo(once)
                .containsEntry("database.sslrootcert", ca.toString());
        assertThat(ConfigRules.findings(once)).isEmpty();
    }

    @Test
    void refusesAListThatIsNotOfServers() {
        assertThatThrownBy(() -> AuroraPostgresConfig.effective(Map.of("aurora.hosts", "a b")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("aurora.hosts: 'a b' is not a server address: write host, host:port or [ipv6]:port");
        assertThatThrownBy(() -> AuroraPostgresConfig.effective(Map.of("aurora.hosts", "a,b,a:5432")))
                .hasMessage("aurora.hosts: server a:5432 stands twice in the list");
    }

    @Test
    void refusesACaFileThatIsNotThere(@TempDir Path folder) {
        String missing = folder.resolve("none.pem").toString();
        assertThatThrownBy(() -> AuroraPostgresConfig.effective(Map.of("aurora.tls.ca", missing)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("aurora.tls.ca: the worker cannot read the file '" + missing
                        + "'. Put it on every worker, readable by the worker's user.");
    }
}

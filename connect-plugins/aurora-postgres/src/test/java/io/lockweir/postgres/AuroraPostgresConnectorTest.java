package io.lockweir.postgres;

import static io.lockweir.postgres.Configurations.minimal;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.postgres.connection.AuroraConnectionFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class AuroraPostgresConnectorTest {

    private final AuroraPostgresConnector connector = new AuroraPostgresConnector();

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(SourceConnector.class).stream().map(ServiceLoader.Provider::type))
                .anySatisfy(type -> assertThat(type).isEqualTo(AuroraPostgresConnector.class));
    }

    @Test
    void declaresExactlyOnceSupport() {
        assertThat(connector.exactlyOnceSupport(minimal())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void givesItsOneTaskTheEffectiveConfiguration() {
        connector.start(minimal());
        List<Map<String, String>> tasks = connector.taskConfigs(3);
        assertThat(tasks).hasSize(1);
        assertThat(tasks.get(0))
                .containsEntry("plugin.name", "pgoutput")
                .containsEntry("database.connection.factory.class", AuroraConnectionFactory.class.getName());
        assertThat(connector.taskClass()).isEqualTo(AuroraPostgresTask.class);
    }

    @Test
    void hasAVersionOfItsOwn() {
        assertThat(connector.version())
                .matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?")
                .isEqualTo(new AuroraPostgresTask().version());
    }

    @Test
    void reportsMissingAndUnknownKeysWithoutAskingAServer() {
        Map<String, String> properties = minimal("slot.nmae", "x");
        properties.remove("topic.prefix");
        assertThat(errors(properties)).containsOnlyKeys("topic.prefix", "slot.nmae");
    }

    @Test
    void reportsAWrongKeyOfItsOwn() {
        Map<String, String> properties = minimal("aurora.hosts", "a b");
        properties.remove("database.hostname");
        assertThat(errors(properties).getOrDefault("aurora.hosts", List.of()))
                .containsExactly("aurora.hosts: 'a b' is not a server address: write host, host:port or [ipv6]:port");
    }

    @Test
    void neverEchoesAPassword() {
        for (ConfigValue value : connector
                .validate(minimal("slot.nmae", "x", "database.sslpassword", "correct horse"))
                .configValues()) {
            assertThat(String.valueOf(value.value())).as(value.name()).doesNotContain("correct horse");
            assertThat(value.toString()).doesNotContain("correct horse");
        }
    }

    private Map<String, List<String>> errors(Map<String, String> properties) {
        Map<String, List<String>> errors = new HashMap<>();
        connector.validate(properties).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .forEach(value -> errors.put(value.name(), value.errorMessages()));
        return errors;
    }
}

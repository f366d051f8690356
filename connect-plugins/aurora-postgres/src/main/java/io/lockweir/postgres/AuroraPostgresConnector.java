package io.lockweir.postgres;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnector;
import io.lockweir.postgres.connection.NoServerException;
import io.lockweir.postgres.preflight.Finding;
import io.lockweir.postgres.preflight.Preflight;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;

/**
 * Captures the changes of an Aurora PostgreSQL (or PostgreSQL) database. Takes every key of Debezium's PostgreSQL connector, with
 * safer defaults, and the {@code aurora.*} keys of {@link AuroraPostgresConfig}; refuses all other keys. {@link #validate} asks
 * the server and reports per key what stands in the way and what to do. Exactly-once delivery is supported, as in Debezium.
 */
public final class AuroraPostgresConnector extends PostgresConnector {

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return AuroraPostgresTask.class;
    }

    @Override
    public ConfigDef config() {
        return AuroraPostgresConfig.configDef();
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigException for a configuration that no validation has seen: an unknown key, a connection factory of the
     *     user's, a key of the plugin's own that is wrong
     */
    @Override
    public void start(Map<String, String> properties) {
        List<Finding> findings = ConfigRules.findings(properties);
        if (!findings.isEmpty()) {
            throw new ConfigException(findings.stream().map(Finding::toString).collect(Collectors.joining(" ")));
        }
        super.start(AuroraPostgresConfig.effective(properties));
    }

    @Override
    protected Map<String, ConfigValue> validateAllFields(Configuration config) {
        Map<String, String> properties = config.asMap();
        Map<String, ConfigValue> own = AuroraPostgresConfig.CONFIG_DEF.validateAll(properties);
        boolean ownAreValid =
                own.values().stream().allMatch(value -> value.errorMessages().isEmpty());
        Map<String, ConfigValue> values = new TreeMap<>(super.validateAllFields(
                ownAreValid ? Configuration.from(AuroraPostgresConfig.effective(properties)) : config));
        values.putAll(own);
        if (ownAreValid) {
            report(ConfigRules.findings(properties), values);
        }
        return values;
    }

    @Override
    protected void validateConnection(Map<String, ConfigValue> values, Configuration config) {
        Map<String, String> properties = config.asMap();
        try {
            report(
                    Preflight.of(Configuration.from(AuroraPostgresConfig.effective(properties)))
                            .findings(),
                    values);
        } catch (NoServerException e) {
            report(ConnectionFindings.of(e, properties), values);
        } catch (SQLException e) {
            report(
                    List.of(new Finding(
                            AuroraPostgresConfig.serverKey(properties),
                            "Checking the server failed: " + e.getMessage() + " (SQL state " + e.getSQLState() + ").")),
                    values);
        }
    }

    private static void report(List<Finding> findings, Map<String, ConfigValue> values) {
        findings.forEach(finding ->
                values.computeIfAbsent(finding.key(), ConfigValue::new).addErrorMessage(finding.message()));
    }
}

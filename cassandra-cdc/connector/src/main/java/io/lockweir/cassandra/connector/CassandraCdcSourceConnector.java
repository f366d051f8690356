package io.lockweir.cassandra.connector;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.lockweir.cassandra.connector.metrics.SourceMetrics;
import io.lockweir.cassandra.connector.preflight.Finding;
import io.lockweir.cassandra.connector.preflight.NodeFacts;
import io.lockweir.cassandra.connector.preflight.Preflight;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Captures the changes of one Cassandra node from its commit log. One task: the log is one. {@link #validate} asks the node and
 * reports per key what stands in the way and what to do.
 */
public final class CassandraCdcSourceConnector extends SourceConnector {
    private Map<String, String> properties = Map.of();

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CassandraCdcSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return CassandraCdcConfig.CONFIG_DEF;
    }

    /** The position in the log is part of each record's offset, and the same position gives the same records. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void start(Map<String, String> props) {
        new CassandraCdcConfig(props);
        properties = Map.copyOf(props);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        Config config = super.validate(connectorConfigs);
        KnownKeys.refusals(connectorConfigs).forEach((key, message) -> report(config, key, message));
        if (config.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            validateNode(config, connectorConfigs);
        }
        return config;
    }

    private static void validateNode(Config config, Map<String, String> connectorConfigs) {
        try {
            CassandraCdcConfig parsed = new CassandraCdcConfig(connectorConfigs);
            try (CqlSession session = Sessions.open(parsed)) {
                for (Finding finding : Preflight.findings(parsed, NodeFacts.of(session))) {
                    report(config, finding.key(), finding.message());
                }
            }
        } catch (ConfigException e) {
            String message = String.valueOf(e.getMessage());
            String key = CassandraCdcConfig.keys().stream()
                    .filter(known -> message.contains(" for configuration " + known + ":"))
                    .findFirst()
                    .orElse(CassandraCdcConfig.TOPIC_PREFIX);
            report(config, key, message);
        } catch (DriverException e) {
            report(
                    config,
                    CassandraCdcConfig.HOST,
                    "The node could not be asked: " + e.getMessage()
                            + ". Check address, data center, user and password, and that the user may SELECT from system, system_schema"
                            + " and system_views.");
        }
    }

    private static void report(Config config, String key, String message) {
        config.configValues().stream()
                .filter(value -> value.name().equals(key))
                .findFirst()
                .orElseGet(() -> {
                    ConfigValue value = new ConfigValue(key);
                    config.configValues().add(value);
                    return value;
                })
                .addErrorMessage(message);
    }

    @Override
    public void stop() {
        // The task holds the connection.
        SourceMetrics.forget(properties.getOrDefault("name", ""));
    }
}

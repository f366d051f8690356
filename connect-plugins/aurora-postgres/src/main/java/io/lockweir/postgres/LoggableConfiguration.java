package io.lockweir.postgres;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * A configuration as it may stand in a log. Debezium writes every key of the task at start and hides those that end like a
 * password; but the task's keys include those of transforms, converters and clients, with key sets and credentials under names
 * that Debezium cannot know. Here only what Debezium and the plugin define, and not as a password, is shown.
 */
final class LoggableConfiguration {

    private static final String HIDDEN = "********";

    private LoggableConfiguration() {}

    static Map<String, String> of(Map<String, String> properties) {
        Map<String, ConfigKey> definitions = AuroraPostgresConfig.configDef().configKeys();
        Map<String, String> shown = new TreeMap<>();
        properties.forEach((key, value) -> shown.put(key, isPlain(key, definitions) ? value : HIDDEN));
        return shown;
    }

    private static boolean isPlain(String key, Map<String, ConfigKey> definitions) {
        ConfigKey definition = definitions.get(key);
        return definition != null
                && definition.type != ConfigDef.Type.PASSWORD
                && !Configuration.PASSWORD_PATTERN.matcher(key).matches()
                // May hold SQL with literals in it.
                && !key.equals(PostgresConnectorConfig.ON_CONNECT_STATEMENTS.name());
    }
}

package io.lockweir.postgres;

import io.debezium.config.Field;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.jdbc.JdbcConfiguration;
import io.lockweir.postgres.connection.AuroraConnectionFactory;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * Which configuration keys mean something to the plugin, to Debezium or to Kafka Connect. A key outside is most often a misspelt
 * one, whose default then applies in silence.
 *
 * <p>Debezium's keys are read off its own definitions, so that they cannot lag behind its version; the rest below is what
 * Debezium reads without defining it for this connector, and what Connect takes for any source connector, 3.9 to 4.3.
 */
final class KnownKeys {

    private static final Set<String> CONNECT = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "tasks.max",
            "tasks.max.enforce",
            "task.class",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "config.action.reload",
            "errors.retry.timeout",
            "errors.retry.delay.max.ms",
            "errors.tolerance",
            "errors.log.enable",
            "errors.log.include.messages",
            "exactly.once.support",
            "transaction.boundary",
            "transaction.boundary.interval.ms",
            "offsets.storage.topic");

    /** Everything below: Connect's open families, and Debezium's without a definition. */
    private static final List<String> FAMILIES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "topic.creation.",
            "producer.override.",
            "consumer.override.",
            "admin.override.",
            "signal.consumer.",
            "snapshot.select.statement.overrides.");

    private static final Set<String> DEBEZIUM_ELSEWHERE = Set.of(
            // AbstractTopicNamingStrategy and its regular-expression variant
            "topic.cache.size",
            "topic.delimiter",
            "topic.heartbeat.name",
            "topic.heartbeat.prefix",
            "topic.transaction",
            "topic.key.enforce.uniqueness",
            "topic.key.field.name",
            "topic.key.field.regex",
            "topic.key.field.replacement",
            "topic.regex",
            "topic.replacement",
            // signal channels
            "signal.file",
            "signal.kafka.bootstrap.servers",
            "signal.kafka.groupId",
            "signal.kafka.poll.timeout.ms",
            "signal.kafka.topic");

    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile("column\\.mask\\.hash(\\.v2)?\\.[^.]+\\.with\\.salt\\..+"),
            Pattern.compile("column\\.mask\\.with\\.\\d+\\.chars"),
            Pattern.compile("column\\.truncate\\.to\\.\\d+\\.chars"));

    /** Keys that list names, each of which is a prefix of further keys. */
    private static final List<String> NAME_LISTS = List.of("converters", "post.processors");

    private static final Set<String> DEBEZIUM = debezium();

    private KnownKeys() {}

    /** The keys that mean nothing to anyone and are not allowed by name, in alphabetical order. */
    static List<String> unknown(Map<String, String> properties, List<String> allowed) {
        List<String> families = new ArrayList<>(FAMILIES);
        for (String list : NAME_LISTS) {
            ConfigRules.list(properties, list).forEach(name -> families.add(name + "."));
        }
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeIf(key -> !key.startsWith(AuroraPostgresConfig.PREFIX) && isKnown(key, families, allowed));
        unknown.removeAll(AuroraPostgresConfig.CONFIG_DEF.names());
        return List.copyOf(unknown);
    }

    private static boolean isKnown(String key, List<String> families, List<String> allowed) {
        return CONNECT.contains(key)
                || DEBEZIUM.contains(key)
                || DEBEZIUM_ELSEWHERE.contains(key)
                || isDriverProperty(key)
                || families.stream().anyMatch(key::startsWith)
                || PATTERNS.stream().anyMatch(pattern -> pattern.matcher(key).matches())
                || allowed.stream().anyMatch(pattern -> matches(pattern, key));
    }

    /** Debezium hands every {@code database.*} and {@code driver.*} key to the driver, which passes over what it does not know. */
    private static boolean isDriverProperty(String key) {
        for (String prefix : List.of("database.", "driver.")) {
            if (key.startsWith(prefix)) {
                String name = key.substring(prefix.length());
                return JdbcConfiguration.ALL_KNOWN_FIELDS.contains(name)
                        || AuroraConnectionFactory.SERVERS.equals(name)
                        || PGProperty.forName(name) != null;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String key) {
        return pattern.endsWith("*") ? key.startsWith(pattern.substring(0, pattern.length() - 1)) : key.equals(pattern);
    }

    /** The fields that Debezium's PostgreSQL connector and its base classes define, also those outside its ConfigDef. */
    private static Set<String> debezium() {
        Set<String> names = new HashSet<>(PostgresConnectorConfig.configDef().names());
        Arrays.stream(PostgresConnectorConfig.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Field.class)
                .forEach(field -> {
                    try {
                        Field definition = (Field) field.get(null);
                        names.add(definition.name());
                        names.addAll(definition.deprecatedAliases());
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(
                                "Debezium's public field " + field.getName() + " cannot be read", e);
                    }
                });
        return Set.copyOf(names);
    }
}

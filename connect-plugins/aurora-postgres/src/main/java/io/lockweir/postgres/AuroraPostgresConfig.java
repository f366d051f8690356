package io.lockweir.postgres;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import io.lockweir.postgres.connection.AuroraConnectionFactory;
import io.lockweir.postgres.connection.ServerAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/** The plugin's own keys, and how they turn into Debezium's. Every key of Debezium's keeps its name and meaning. */
public final class AuroraPostgresConfig extends AbstractConfig {

    /** Prefix of the plugin's own keys. */
    public static final String PREFIX = "aurora.";

    /** The servers of the cluster in the order of preference. */
    public static final String HOSTS = "aurora.hosts";

    static final String HOSTS_DOC =
            "Servers of the cluster, host or host:port, comma-separated, in the order of preference. "
                    + "Each connection goes to the first that is not in recovery. Takes the place of database.hostname; database.port is "
                    + "the port of entries without one.";

    /** The authorities that sign the servers' certificates. */
    public static final String TLS_CA = "aurora.tls.ca";

    static final String TLS_CA_DOC =
            "Path of a PEM file with the certificate authorities that the servers' certificates are "
                    + "checked against: for Aurora, the CA bundle of the region. Needed with database.sslmode verify-full (the default) or "
                    + "verify-ca.";

    /** Keys to let through unread. */
    public static final String ALLOWED_KEYS = "aurora.allowed.keys";

    static final String ALLOWED_KEYS_DOC =
            "Keys that are let through although neither this plugin, Debezium nor Kafka Connect "
                    + "knows them, comma-separated; a trailing * stands for any ending. For platforms that add keys of their own to every "
                    + "connector. All other unknown keys are refused.";

    /** The plugin's own keys. */
    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(HOSTS, ConfigDef.Type.LIST, List.of(), new ServerListValidator(), Importance.HIGH, HOSTS_DOC)
            .define(TLS_CA, ConfigDef.Type.STRING, null, new ReadableFileValidator(), Importance.HIGH, TLS_CA_DOC)
            .define(ALLOWED_KEYS, ConfigDef.Type.LIST, List.of(), Importance.LOW, ALLOWED_KEYS_DOC);

    /** Carries {@link #HOSTS} to the connection factory, which sees the keys below {@code database.} only. */
    static final String SERVERS_FOR_FACTORY = "database." + AuroraConnectionFactory.SERVERS;

    static final String FACTORY = "database." + JdbcConfiguration.CONNECTION_FACTORY_CLASS.name();

    /** Debezium's keys with a default of ours. Each may be overridden. */
    static final Map<String, String> SAFE_DEFAULTS = Map.of(
            PostgresConnectorConfig.PLUGIN_NAME.name(),
            "pgoutput",
            PostgresConnectorConfig.PUBLICATION_AUTOCREATE_MODE.name(),
            "filtered",
            PostgresConnectorConfig.SSL_MODE.name(),
            "verify-full",
            PostgresConnectorConfig.CREATE_FAIL_OVER_SLOT.name(),
            "true",
            "heartbeat.interval.ms",
            "10000");

    private AuroraPostgresConfig(Map<String, String> properties) {
        super(CONFIG_DEF, properties, false);
    }

    /** Debezium's definition with our defaults, and the plugin's own keys. */
    public static ConfigDef configDef() {
        ConfigDef merged = new ConfigDef(CONFIG_DEF);
        PostgresConnectorConfig.configDef().configKeys().values().forEach(key -> merged.define(withSafeDefault(key)));
        return merged;
    }

    /**
     * What Debezium is started with: the user's keys, the safe defaults where the user said nothing, and the plugin's own keys
     * in Debezium's terms. Applying it twice changes nothing.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a key of the plugin's own is wrong
     */
    public static Map<String, String> effective(Map<String, String> properties) {
        AuroraPostgresConfig own = new AuroraPostgresConfig(properties);
        Map<String, String> effective = new LinkedHashMap<>(properties);
        SAFE_DEFAULTS.forEach(effective::putIfAbsent);
        effective.put(FACTORY, AuroraConnectionFactory.class.getName());
        String ca = own.getString(TLS_CA);
        if (ca != null) {
            effective.put(PostgresConnectorConfig.SSL_ROOT_CERT.name(), ca);
        }
        List<String> hosts = own.getList(HOSTS);
        if (!hosts.isEmpty()) {
            String servers = String.join(",", hosts);
            // Debezium demands one host name, and writes it to its log; connections go by the list.
            ServerAddress first =
                    ServerAddress.parseList(servers, port(properties)).get(0);
            effective.put(RelationalDatabaseConnectorConfig.HOSTNAME.name(), first.host());
            effective.put(SERVERS_FOR_FACTORY, servers);
        }
        return effective;
    }

    /** The key on which trouble with the servers is reported: the one that the user named them by. */
    static String serverKey(Map<String, String> properties) {
        return properties.containsKey(HOSTS) ? HOSTS : RelationalDatabaseConnectorConfig.HOSTNAME.name();
    }

    private static int port(Map<String, String> properties) {
        @Nullable String port = properties.get(PostgresConnectorConfig.PORT.name());
        try {
            return port == null ? ServerAddress.DEFAULT_PORT : Integer.parseInt(port.strip());
        } catch (NumberFormatException e) {
            // Debezium's own validation says so.
            return ServerAddress.DEFAULT_PORT;
        }
    }

    private static ConfigKey withSafeDefault(ConfigKey key) {
        String value = SAFE_DEFAULTS.get(key.name);
        if (value == null) {
            return key;
        }
        return new ConfigKey(
                key.name,
                key.type,
                ConfigDef.parseType(key.name, value, key.type),
                key.validator,
                key.importance,
                key.documentation,
                key.group,
                key.orderInGroup,
                key.width,
                key.displayName,
                key.dependents,
                key.recommender,
                key.internalConfig);
    }
}

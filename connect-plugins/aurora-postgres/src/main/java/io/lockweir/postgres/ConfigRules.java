package io.lockweir.postgres;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import io.lockweir.postgres.connection.AuroraConnectionFactory;
import io.lockweir.postgres.preflight.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be said of a configuration without asking a server, beyond the single keys. */
final class ConfigRules {

    private static final Set<String> VERIFYING = Set.of("verify-full", "verify-ca");

    private ConfigRules() {}

    /**
     * Everything that is wrong with a configuration.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a key of the plugin's own is wrong
     */
    static List<Finding> findings(Map<String, String> properties) {
        Map<String, String> effective = AuroraPostgresConfig.effective(properties);
        List<Finding> findings = new ArrayList<>();
        unknownKeys(properties, findings);
        ownConnectionFactory(properties, findings);
        oneWayToNameServers(properties, findings);
        oneWayToNameTheAuthority(properties, findings);
        authorityToVerifyAgainst(effective, findings);
        return findings;
    }

    private static void unknownKeys(Map<String, String> properties, List<Finding> findings) {
        List<String> allowed = list(properties, AuroraPostgresConfig.ALLOWED_KEYS);
        for (String key : KnownKeys.unknown(properties, allowed)) {
            findings.add(new Finding(
                    key,
                    "Unknown key " + key
                            + ": neither this plugin, Debezium nor Kafka Connect reads it. Correct its name, remove "
                            + "it, or list it in " + AuroraPostgresConfig.ALLOWED_KEYS + "."));
        }
    }

    private static void ownConnectionFactory(Map<String, String> properties, List<Finding> findings) {
        String factory = properties.get(AuroraPostgresConfig.FACTORY);
        if (factory != null && !factory.equals(AuroraConnectionFactory.class.getName())) {
            findings.add(new Finding(
                    AuroraPostgresConfig.FACTORY,
                    AuroraPostgresConfig.FACTORY
                            + " cannot be set: this plugin opens all connections itself. Remove the key."));
        }
    }

    private static void oneWayToNameServers(Map<String, String> properties, List<Finding> findings) {
        // The effective configuration of a task holds both, and the list once more for the factory.
        boolean effective = properties.containsKey(AuroraPostgresConfig.SERVERS_FOR_FACTORY);
        String hostname = RelationalDatabaseConnectorConfig.HOSTNAME.name();
        boolean hosts = !list(properties, AuroraPostgresConfig.HOSTS).isEmpty();
        if (hosts && !effective && properties.containsKey(hostname)) {
            findings.add(new Finding(
                    hostname,
                    "Both " + AuroraPostgresConfig.HOSTS + " and " + hostname + " are set. Keep one of them."));
        }
        if (!hosts && effective) {
            findings.add(new Finding(
                    AuroraPostgresConfig.SERVERS_FOR_FACTORY,
                    AuroraPostgresConfig.SERVERS_FOR_FACTORY + " is internal. Set " + AuroraPostgresConfig.HOSTS
                            + "."));
        }
    }

    private static void oneWayToNameTheAuthority(Map<String, String> properties, List<Finding> findings) {
        String ca = properties.get(AuroraPostgresConfig.TLS_CA);
        String rootCert = PostgresConnectorConfig.SSL_ROOT_CERT.name();
        if (ca != null && !ca.equals(properties.getOrDefault(rootCert, ca))) {
            findings.add(new Finding(
                    rootCert,
                    rootCert + " and " + AuroraPostgresConfig.TLS_CA + " name different files. Keep "
                            + AuroraPostgresConfig.TLS_CA + "."));
        }
    }

    private static void authorityToVerifyAgainst(Map<String, String> effective, List<Finding> findings) {
        String mode = effective.getOrDefault(PostgresConnectorConfig.SSL_MODE.name(), "");
        if (VERIFYING.contains(mode)
                && !effective.containsKey(PostgresConnectorConfig.SSL_ROOT_CERT.name())
                && !effective.containsKey(PostgresConnectorConfig.SSL_SOCKET_FACTORY.name())) {
            findings.add(new Finding(
                    AuroraPostgresConfig.TLS_CA,
                    AuroraPostgresConfig.TLS_CA + " is missing: " + PostgresConnectorConfig.SSL_MODE.name() + "=" + mode
                            + " checks the server's certificate against it. Name the PEM file of the CA (for Aurora: the region's "
                            + "CA bundle)."));
        }
    }

    /** The entries of a comma-separated value; empty without one. */
    static List<String> list(Map<String, String> properties, String key) {
        List<String> entries = new ArrayList<>();
        for (String entry : properties.getOrDefault(key, "").split(",", -1)) {
            if (!entry.isBlank()) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }
}

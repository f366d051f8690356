package io.lockweir.sink.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * Properties of an Iceberg catalog, given as {@code iceberg.catalog.*}.
 *
 * <p>Refused are the kinds that cannot compare and set: two writers would overwrite each other's commits.
 */
public record CatalogConfig(Map<String, String> properties) {

    public static final String PREFIX = "iceberg.catalog.";

    /** Properties that name somebody without proving it, the most telling first. */
    private static final List<String> NAMES = List.of(
            "user",
            "jdbc.user",
            "rest.auth.basic.username",
            "client.assume-role.arn",
            "rest.access-key-id",
            "s3.access-key-id");

    /** Ours, not Iceberg's: it takes the name from the code that opens the catalog. */
    private static final String NAME = "name";

    private static final Set<String> SAFE_SCHEMES = Set.of("file", "hdfs");

    /** @throws ConfigException for a catalog that must not be used, with the reason */
    public CatalogConfig {
        properties = Map.copyOf(properties);
        String kind = properties.getOrDefault("type", properties.getOrDefault("catalog-impl", ""));
        if (kind.isEmpty()) {
            throw new ConfigException(
                    PREFIX + "type or " + PREFIX + "catalog-impl is missing, such as " + PREFIX + "type=rest");
        }
        String lower = kind.toLowerCase(Locale.ROOT);
        if ((lower.equals("jdbc") || lower.endsWith(".jdbccatalog")) && !properties.containsKey(NAME)) {
            throw new ConfigException(
                    PREFIX + NAME + " is missing: a JDBC catalog knows its tables by the catalog's name,"
                            + " the one that other engines reach them by");
        }
        if (lower.equals("hadoop") || lower.endsWith(".hadoopcatalog")) {
            String warehouse = properties.getOrDefault("warehouse", "");
            int colon = warehouse.indexOf(':');
            String scheme = colon < 0 ? "file" : warehouse.substring(0, colon);
            if (!SAFE_SCHEMES.contains(scheme)) {
                throw new ConfigException(
                        PREFIX + "type=hadoop on " + scheme + ": object stores have no atomic rename, two"
                                + " commits can overwrite each other. Use a REST, JDBC, Glue or Hive catalog");
            }
        }
        if ("false".equalsIgnoreCase(properties.get("engine.hive.lock-enabled"))
                || "false".equalsIgnoreCase(properties.get("iceberg.engine.hive.lock-enabled"))) {
            throw new ConfigException("A Hive catalog without locks lets two commits overwrite each other: remove "
                    + PREFIX + "engine.hive.lock-enabled=false");
        }
    }

    /** What the catalog is called, if it matters. */
    public Optional<String> name() {
        return Optional.ofNullable(properties.get(NAME));
    }

    /** With what our class path and the rules on plaintext ask for, where nothing else was configured. */
    public Map<String, String> effective(String stagingDirectory) {
        Map<String, String> effective = new HashMap<>(properties);
        effective.remove(NAME);
        effective.put("s3.staging-dir", stagingDirectory);
        effective.putIfAbsent("http-client.type", "urlconnection");
        // Iceberg sets none: a catalog that hangs would be waited for without end.
        effective.putIfAbsent("rest.client.connection-timeout-ms", "10000");
        effective.putIfAbsent("rest.client.socket-timeout-ms", "60000");
        // A table from this cache comes back with the object store credentials that it had, be they expired.
        effective.putIfAbsent("rest-table-cache.max-entries", "0");
        if (properties.containsKey("credential")) {
            // By default Iceberg exchanges the old token for the next (RFC 8693), with nothing to say who asks:
            // Keycloak and
            // others refuse. With a credential the next token comes as the first one did.
            effective.putIfAbsent("token-exchange-enabled", "false");
        }
        return effective;
    }

    /** Who the catalog takes us for, as far as the configuration tells; never a secret. */
    public Optional<String> principal() {
        String credential = properties.get("credential");
        if (credential != null && credential.indexOf(':') > 0) {
            return Optional.of(credential.substring(0, credential.indexOf(':')));
        }
        Optional<String> subject = Optional.ofNullable(properties.get("token")).flatMap(TokenSubject::of);
        return subject.or(() -> NAMES.stream()
                .filter(properties::containsKey)
                .map(properties::get)
                .findFirst());
    }

    /** Without the values: they hold credentials. */
    @Override
    public String toString() {
        return "CatalogConfig" + properties.keySet();
    }
}

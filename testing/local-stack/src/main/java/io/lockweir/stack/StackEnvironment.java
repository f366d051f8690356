package io.lockweir.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and values of the variables by which connector configurations refer to the stack, as in
 * {@code ${env:LOCKWEIR_KAFKA_BOOTSTRAP}}. Holds passwords: not for logs.
 */
public final class StackEnvironment {
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** Sets a variable, named without its prefix {@code LOCKWEIR_}. */
    public StackEnvironment put(String name, Object value) {
        variables.put("LOCKWEIR_" + name, value.toString());
        return this;
    }

    /** The address is the worker's view, user and password are the server's. */
    public void postgres(PostgresService server, String host, int port, Path caCertificate) {
        put("POSTGRES_HOST", host);
        put("POSTGRES_PORT", port);
        put("POSTGRES_DATABASE", server.database());
        put("POSTGRES_USER", server.user());
        put("POSTGRES_PASSWORD", server.password());
        put("POSTGRES_CA", caCertificate);
    }

    public void registry(URI apicurio, URI ccompat) {
        put("REGISTRY_URL", apicurio);
        put("REGISTRY_CCOMPAT_URL", ccompat);
    }

    public void objectStore(URI endpoint, String accessKey, String secretKey) {
        put("S3_ENDPOINT", endpoint);
        put("S3_ACCESS_KEY", accessKey);
        put("S3_SECRET_KEY", secretKey);
    }

    public void catalog(URI uri, String credential) {
        put("CATALOG_URI", uri);
        put("CATALOG_CREDENTIAL", credential);
    }

    /** The address is the worker's view; the folders are the node's, as the worker sees them. */
    public void cassandra(CassandraService node, String host, int port, Path cdcRaw, Path spool, Path configuration) {
        put("CASSANDRA_HOST", host);
        put("CASSANDRA_PORT", port);
        put("CASSANDRA_DATACENTER", node.datacenter());
        put("CASSANDRA_CDC_RAW", cdcRaw);
        put("CASSANDRA_SPOOL", spool);
        put("CASSANDRA_YAML", configuration);
    }

    public Map<String, String> variables() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** For people: names and values, secrets left out. */
    public String printable() {
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> text.append(name)
                .append('=')
                .append(name.matches(".*(PASSWORD|SECRET_KEY|CREDENTIAL)") ? "(hidden)" : value)
                .append(System.lineSeparator()));
        return text.toString();
    }

    @Override
    public String toString() {
        return variables.keySet().toString();
    }
}

package io.lockweir.cassandra.connector.preflight;

/**
 * A table with {@code cdc=true}.
 *
 * @param counters whether its columns are counters
 */
public record NodeTable(String keyspace, String name, boolean durableWrites, boolean counters) {
    public String qualifiedName() {
        return keyspace + "." + name;
    }
}

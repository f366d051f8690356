package io.lockweir.cassandra.connector.preflight;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a node says of itself.
 *
 * @param partitioner the class by which the ring is cut
 * @param settings of {@code cassandra.yaml} as they are in force, by their names in {@code system_views.settings}
 * @param tables those with {@code cdc=true}
 */
public record NodeFacts(
        String hostId,
        String cluster,
        String release,
        String partitioner,
        Map<String, String> settings,
        List<NodeTable> tables) {

    public NodeFacts {
        settings = Map.copyOf(settings);
        tables = List.copyOf(tables);
    }

    /** Asks the node; throws the driver's exceptions. */
    public static NodeFacts of(CqlSession session) {
        Row local = Objects.requireNonNull(
                session.execute("SELECT host_id, cluster_name, release_version, partitioner FROM system.local")
                        .one());
        Map<String, String> settings = new HashMap<>();
        for (Row row : session.execute("SELECT name, value FROM system_views.settings")) {
            String value = row.getString("value");
            if (value != null) {
                settings.put(Objects.requireNonNull(row.getString("name")), value);
            }
        }
        return new NodeFacts(
                Objects.requireNonNull(local.getUuid("host_id")).toString(),
                Objects.requireNonNull(local.getString("cluster_name")),
                Objects.requireNonNull(local.getString("release_version")),
                Objects.requireNonNull(local.getString("partitioner")),
                settings,
                tables(session));
    }

    private static List<NodeTable> tables(CqlSession session) {
        Map<String, Boolean> durable = new HashMap<>();
        for (Row row : session.execute("SELECT keyspace_name, durable_writes FROM system_schema.keyspaces")) {
            durable.put(Objects.requireNonNull(row.getString(0)), row.getBoolean(1));
        }
        List<NodeTable> tables = new ArrayList<>();
        for (Row row : session.execute("SELECT keyspace_name, table_name, cdc, flags FROM system_schema.tables")) {
            if (row.getBoolean("cdc")) {
                String keyspace = Objects.requireNonNull(row.getString("keyspace_name"));
                tables.add(new NodeTable(
                        keyspace,
                        Objects.requireNonNull(row.getString("table_name")),
                        durable.getOrDefault(keyspace, true),
                        Objects.requireNonNull(row.getSet("flags", String.class))
                                .contains("counter")));
            }
        }
        return tables;
    }

    boolean isOn(String setting) {
        return Boolean.parseBoolean(settings.get(setting));
    }

    /** What the log's mode means for how soon changes are seen; for the log of the connector. */
    public String latency() {
        String mode = settings.getOrDefault("commitlog_sync", "unknown");
        boolean plain = settings.getOrDefault("commitlog_compression", "null").equals("null");
        return "commitlog_sync is " + mode + ", the log is "
                + (plain
                        ? "not compressed: with tail=marker changes are seen after some 100 ms in periodic mode"
                        : "compressed: changes are seen when the node syncs");
    }
}

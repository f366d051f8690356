package io.lockweir.cassandra.connector.it;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.lockweir.stack.CassandraService;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The node of the tests: 5.0, or what {@code -Dlockweir.cassandra} names. */
final class Node {
    static final CassandraVersion VERSION =
            CassandraVersion.valueOf(System.getProperty("lockweir.cassandra", CassandraVersion.V5_0.name()));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Node() {}

    static LocalStackExtension extension() {
        return LocalStackExtension.of(LocalStack.builder().withCassandra(VERSION));
    }

    static CqlSession session(CassandraService node) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node.host(), node.port()))
                .withLocalDatacenter(node.datacenter())
                .withConfigLoader(patient())
                .build();
    }

    static DriverConfigLoader patient() {
        return DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .build();
    }

    static Map<String, String> properties(CassandraService node, Path spool) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", "bank");
        properties.put("connector.class", "io.lockweir.cassandra.connector.CassandraCdcSourceConnector");
        properties.put("topic.prefix", "bank");
        properties.put("cassandra.host", node.host());
        properties.put("cassandra.port", Integer.toString(node.port()));
        properties.put("cassandra.datacenter", node.datacenter());
        properties.put("cdc.raw.dir", node.cdcRaw().toString());
        properties.put("spool.dir", spool.toString());
        properties.put("images", "delta");
        properties.put("heartbeat.interval.ms", "200");
        return properties;
    }
}

package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.lockweir.stack.CassandraService;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Connections that know the node's schema, and wait longer than the driver's two seconds. */
final class Sessions {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private Sessions() {}

    static CqlSession of(CassandraService node) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node.host(), node.port()))
                .withLocalDatacenter(node.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, TIMEOUT)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, TIMEOUT)
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, TIMEOUT)
                        .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, TIMEOUT)
                        .build())
                .build();
    }
}

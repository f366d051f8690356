package io.lockweir.postgres.preflight;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.jdbc.JdbcConfiguration;
import io.lockweir.postgres.connection.AuroraConnectionFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Asks the server whether the connector can run: {@code wal_level}, the right to replicate, the slot, the publication, the tables.
 * Opens one connection, the same way as the connector will, and changes nothing.
 */
public final class Preflight {

    private final Configuration config;

    private Preflight(Configuration config) {
        this.config = config;
    }

    /**
     * A preflight for a connector.
     *
     * @param config the configuration that Debezium is started with
     */
    public static Preflight of(Configuration config) {
        return new Preflight(config);
    }

    /**
     * Everything that stands in the way; empty when the connector can start.
     *
     * @throws io.lockweir.postgres.connection.NoServerException when no server could be used
     * @throws SQLException when the server could be reached, but not asked
     */
    public List<Finding> findings() throws SQLException {
        Plan plan = Plan.of(config);
        try (Connection connection = new AuroraConnectionFactory().connect(jdbc())) {
            return Checks.judge(plan, ServerQueries.read(connection, plan));
        }
    }

    /** Bounded in time, so that a validation answers before the REST request of its caller ends. */
    private JdbcConfiguration jdbc() {
        long timeout = config.getLong(CommonConnectorConfig.CONNECTION_VALIDATION_TIMEOUT_MS);
        String seconds = Long.toString(Math.max(1, timeout / 1000));
        return JdbcConfiguration.adapt(config.subset("database.", true)
                .merge(config.subset("driver.", true))
                .edit()
                .with("ApplicationName", "lockweir preflight")
                .withDefault("connectTimeout", seconds)
                .with("socketTimeout", seconds)
                .build());
    }
}

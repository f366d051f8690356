package io.lockweir.postgres;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.lockweir.postgres.preflight.Finding;
import io.lockweir.postgres.preflight.Preflight;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debezium's task, which checks the server before each start, the ones that Debezium does by itself after a passing error
 * included, and keeps foreign secrets out of the log.
 */
public final class AuroraPostgresTask extends PostgresConnectorTask {

    private static final Logger LOGGER = LoggerFactory.getLogger(AuroraPostgresTask.class);

    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration config) {
        checkServer(config);
        return super.start(config);
    }

    private static void checkServer(Configuration config) {
        List<Finding> findings;
        try {
            findings = Preflight.of(config).findings();
        } catch (SQLException e) {
            // Debezium meets the same failure next, and knows which ones to wait out.
            LOGGER.warn("The server could not be checked before the start: {}", e.getMessage());
            return;
        }
        if (!findings.isEmpty()) {
            throw new ConnectException("The task does not start, since the server is not ready for it. "
                    + findings.stream().map(Finding::toString).collect(Collectors.joining(" ")));
        }
    }

    @Override
    protected Configuration withMaskedSensitiveOptions(Configuration config) {
        return Configuration.from(LoggableConfiguration.of(config.asMap()));
    }

    @Override
    protected Map<String, String> getMaskedConfigurationMap(Map<String, String> properties) {
        return LoggableConfiguration.of(properties);
    }

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }
}

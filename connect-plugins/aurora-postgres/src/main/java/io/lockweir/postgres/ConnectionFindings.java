package io.lockweir.postgres;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import io.lockweir.postgres.connection.FailureKind;
import io.lockweir.postgres.connection.NoServerException;
import io.lockweir.postgres.connection.NoServerException.Attempt;
import io.lockweir.postgres.preflight.Finding;
import java.util.List;
import java.util.Map;

/** Puts each failed attempt to connect on the key that has to change. */
final class ConnectionFindings {

    private ConnectionFindings() {}

    static List<Finding> of(NoServerException failure, Map<String, String> properties) {
        return failure.attempts().stream()
                .map(attempt -> new Finding(key(attempt.kind(), properties), message(attempt)))
                .toList();
    }

    private static String message(Attempt attempt) {
        return "Cannot connect to " + attempt.describe() + ".";
    }

    private static String key(FailureKind kind, Map<String, String> properties) {
        return switch (kind) {
            case AUTHENTICATION -> RelationalDatabaseConnectorConfig.PASSWORD.name();
            case NO_DATABASE -> RelationalDatabaseConnectorConfig.DATABASE_NAME.name();
            case UNTRUSTED_CERTIFICATE, CA_UNREADABLE -> AuroraPostgresConfig.TLS_CA;
            case TLS_FAILED -> PostgresConnectorConfig.SSL_MODE.name();
            case WRONG_HOST_NAME, IN_RECOVERY, UNREACHABLE, TOO_MANY_CONNECTIONS, NOT_READY, OTHER ->
                AuroraPostgresConfig.serverKey(properties);
        };
    }
}

package io.lockweir.postgres.connection;

import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.jdbc.JdbcConnection;
import io.lockweir.postgres.auth.CredentialProvider;
import io.lockweir.postgres.auth.Credentials;
import io.lockweir.postgres.auth.StaticPassword;
import io.lockweir.postgres.connection.NoServerException.Attempt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves every JDBC and replication connection of the connector. Tries the servers in order, each by a URL of its own and with
 * credentials asked for that server, and hands out the first that is not in recovery. A standby is refused even when it answers
 * first: a slot made there, or a position read there, is not the writer's.
 *
 * <p>Debezium makes one instance per connection by the class name in {@code database.connection.factory.class} and passes every
 * {@code database.*} and {@code driver.*} key without its prefix.
 */
public final class AuroraConnectionFactory implements JdbcConnection.ConnectionFactory {

    /** The servers, as {@link ServerAddress#parseList}; absent where the host name and port alone tell. */
    public static final String SERVERS = "aurora.hosts";

    private static final Logger LOGGER = LoggerFactory.getLogger(AuroraConnectionFactory.class);

    /** Debezium's and our own keys: the driver gets all others. */
    private static final Set<String> NOT_FOR_THE_DRIVER = Set.of(
            SERVERS,
            JdbcConfiguration.HOSTNAME.name(),
            JdbcConfiguration.PORT.name(),
            JdbcConfiguration.DATABASE.name(),
            JdbcConfiguration.USER.name(),
            JdbcConfiguration.PASSWORD.name(),
            JdbcConfiguration.ON_CONNECT_STATEMENTS.name(),
            JdbcConfiguration.CONNECTION_FACTORY_CLASS.name(),
            JdbcConfiguration.CONNECTION_TIMEOUT_MS.name(),
            JdbcConfiguration.QUERY_TIMEOUT_MS.name());

    /**
     * {@inheritDoc}
     *
     * @throws NoServerException when no server could be used; it names each server, what was wrong and what to do
     */
    @Override
    public Connection connect(JdbcConfiguration config) throws SQLException {
        CredentialProvider credentials = new StaticPassword(config.getUser(), config.getPassword());
        List<Attempt> attempts = new ArrayList<>();
        for (ServerAddress server : servers(config)) {
            try {
                Connection connection = connect(server, config, credentials);
                if (connection != null) {
                    return connection;
                }
                attempts.add(Attempt.inRecovery(server));
            } catch (SQLException e) {
                attempts.add(Attempt.failed(server, e));
            }
            LOGGER.debug("Server {} cannot be used", server);
        }
        throw new NoServerException(attempts);
    }

    private static @Nullable Connection connect(
            ServerAddress server, JdbcConfiguration config, CredentialProvider credentials) throws SQLException {
        Properties properties = driverProperties(config, credentials.credentials(server.host(), server.port()));
        // Not by way of the DriverManager: it may hold another plugin's driver, and would keep ours for ever.
        Connection connection = new Driver().connect(server.jdbcUrl(config.getDatabase()), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the address of server " + server, "08001");
        }
        try {
            if (!inRecovery(connection)) {
                return connection;
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return null;
    }

    private static boolean inRecovery(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static List<ServerAddress> servers(JdbcConfiguration config) {
        int port = config.getInteger(JdbcConfiguration.PORT.name(), ServerAddress.DEFAULT_PORT);
        String servers = config.getString(SERVERS);
        return servers == null
                ? List.of(new ServerAddress(config.getHostname(), port))
                : ServerAddress.parseList(servers, port);
    }

    private static Properties driverProperties(JdbcConfiguration config, Credentials credentials) {
        Properties properties = new Properties();
        config.asMap().forEach((key, value) -> {
            if (value != null && !NOT_FOR_THE_DRIVER.contains(key)) {
                properties.setProperty(key, value);
            }
        });
        properties.setProperty("user", credentials.user());
        if (credentials.password() != null) {
            properties.setProperty("password", credentials.password());
        }
        return properties;
    }
}

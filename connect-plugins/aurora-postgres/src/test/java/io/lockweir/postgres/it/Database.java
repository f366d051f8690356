package io.lockweir.postgres.it;

import io.lockweir.postgres.AuroraPostgresConnector;
import io.lockweir.stack.PostgresService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The stack's PostgreSQL, as its superuser, and the configuration of a connector to it. */
record Database(PostgresService server) {

    void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** All statements in one transaction. */
    void transaction(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** A connector for all tables of a schema; slot, publication and topics have the connector's name. */
    Map<String, String> connector(String name, String schema, String... more) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", name);
        properties.put("connector.class", AuroraPostgresConnector.class.getName());
        properties.put("topic.prefix", name);
        properties.put("slot.name", name);
        properties.put("publication.name", name);
        properties.put("table.include.list", schema + "\\..*");
        properties.put("database.hostname", server.host());
        properties.put("database.port", Integer.toString(server.port()));
        properties.put("database.dbname", server.database());
        properties.put("database.user", server.user());
        properties.put("database.password", server.password());
        properties.put("aurora.tls.ca", server.caCertificate().toString());
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }
}

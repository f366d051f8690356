package io.lockweir.demo.pipeline;

import io.lockweir.demo.bank.Bank;
import io.lockweir.stack.PostgresService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The bank's database on the stack's server. */
public final class BankDatabase {
    private final Bank bank;
    private final PostgresService server;

    public BankDatabase(Bank bank, PostgresService server) {
        this.bank = bank;
        this.server = server;
    }

    public String name() {
        return bank.equals(Bank.DEMO) ? server.database() : bank.name();
    }

    /** Makes the database, unless it is the server's own, and in it the schema of {@code bank.sql}. */
    public void create() throws SQLException, IOException {
        if (!name().equals(server.database())) {
            try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name());
            }
        }
        try (InputStream script = Bank.class.getResourceAsStream("/io/lockweir/demo/bank.sql");
                Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (script == null) {
                throw new IllegalStateException("bank.sql is not on the class path");
            }
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl().replaceFirst("/" + server.database() + "\\?", "/" + name() + "?"));
    }

    /** Whether a connector reads this database's changes now. */
    public boolean streams() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from pg_replication_slots where active and database = current_database()")) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }
}

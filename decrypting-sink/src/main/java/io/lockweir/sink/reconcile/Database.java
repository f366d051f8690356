package io.lockweir.sink.reconcile;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of a PostgreSQL database in one read-only transaction of isolation level REPEATABLE READ: every query sees the
 * same moment. While it is open the server keeps old row versions. One thread.
 */
public final class Database implements AutoCloseable {

    private final Connection connection;
    private final String table;
    private final String quoted;

    private Database(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
        this.quoted =
                Stream.of(table.split("\\.", 2)).map(DatabaseColumn::quoted).collect(Collectors.joining("."));
    }

    /**
     * Opens the database.
     *
     * @param settings of the PostgreSQL driver
     * @param table {@code schema.table}
     * @throws ReadFailure if that is not possible
     */
    public static Database open(String url, Map<String, String> settings, String table) {
        Properties properties = new Properties();
        properties.put("ApplicationName", "lockweir-reconcile");
        properties.putAll(settings);
        // Values are compared by the server's texts of them.
        properties.put("binaryTransfer", "false");
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            try {
                begin(connection);
                return new Database(connection, table);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure("The database could not be opened", e);
        }
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local time zone 'UTC'");
            statement.execute("set local bytea_output = 'hex'");
            statement.execute("set local datestyle = 'ISO'");
        }
    }

    String table() {
        return table;
    }

    /** The columns that it has. */
    List<DatabaseColumn> columns() {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select * from " + quoted + " limit 0")) {
            ResultSetMetaData meta = none.getMetaData();
            List<DatabaseColumn> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(
                        new DatabaseColumn(meta.getColumnName(i), meta.getColumnTypeName(i), meta.getColumnType(i)));
            }
            return columns;
        } catch (SQLException e) {
            throw failure("Table " + table + " could not be looked at", e);
        }
    }

    /** How many rows the server believes the table to have; 0 if it does not know. */
    long estimatedRows() {
        String query = "select greatest(reltuples, 0)::bigint from pg_class where oid = ?::regclass";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, quoted);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw failure("Table " + table + " could not be looked at", e);
        }
    }

    /** Takes one row; the texts are read from where the result stands. */
    @FunctionalInterface
    interface RowReader {
        void accept(ResultSet row) throws SQLException;
    }

    /** Every row, a thousand at a time. */
    void rows(List<DatabaseColumn> columns, Bound bound, RowReader reader) {
        String query = "select "
                + columns.stream().map(DatabaseColumn::expression).collect(Collectors.joining(", ")) + " from "
                + quoted
                + (bound.isNone() ? "" : " where " + DatabaseColumn.quoted(bound.column()) + " < ?");
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(1_000);
            if (!bound.isNone()) {
                statement.setObject(1, bound.text(), java.sql.Types.OTHER);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.accept(rows);
                }
            }
        } catch (SQLException e) {
            throw failure("Table " + table + " could not be read", e);
        }
    }

    /** Servers quote values in some texts; those of the classes named here are about connections, names and rights. */
    private static ReadFailure failure(String what, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean harmless = Stream.of("08", "28", "3D", "3F", "42", "53", "57").anyMatch(state::startsWith);
        return new ReadFailure(what + " (" + state + (harmless ? ": " + e.getMessage() : "") + ")");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("The database could not be closed", e);
        }
    }
}

package io.lockweir.demo.audit;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.bank.CanonicalJson;
import io.lockweir.demo.bank.RowImage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads what the audit trigger recorded: one entry for each committed change, whatever the connectors saw of it. */
public final class Audit {
    private static final int FETCH_ROWS = 2_000;

    private final Connection connection;

    /** @param connection used by this object alone; auto-commit is switched off, so that rows are streamed */
    public Audit(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
        }
    }

    /** Receives one change. */
    @FunctionalInterface
    public interface Reader {
        void change(String operation, RowImage image);
    }

    public void read(BankTable table, Reader reader) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select op, image::text from audit.changes where table_name = ?")) {
            query.setFetchSize(FETCH_ROWS);
            query.setString(1, table.tableName());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reader.change(rows.getString(1), RowImage.ofAudit(table, CanonicalJson.parse(rows.getString(2))));
                }
            }
        } finally {
            connection.rollback();
        }
    }

    /** The rows of the table itself, as they are now. */
    public void rows(BankTable table, Consumer<RowImage> reader) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select to_jsonb(t)::text from " + table.tableName() + " t")) {
            query.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reader.accept(RowImage.ofAudit(table, CanonicalJson.parse(rows.getString(1))));
                }
            }
        } finally {
            connection.rollback();
        }
    }

    /** How many changes of a table were recorded, by operation. */
    public Map<String, Long> counts(BankTable table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select op, count(*) from audit.changes where table_name = ? group by op")) {
            query.setString(1, table.tableName());
            Map<String, Long> counts = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
            return counts;
        } finally {
            connection.rollback();
        }
    }

    public long count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from audit.changes")) {
            rows.next();
            return rows.getLong(1);
        } finally {
            connection.rollback();
        }
    }
}

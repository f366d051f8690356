package io.lockweir.postgres.preflight;

import io.lockweir.postgres.preflight.ServerFacts.Publication;
import io.lockweir.postgres.preflight.ServerFacts.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@link ServerFacts} over one connection. All is in the catalogs that every user may read. */
final class ServerQueries {

    // On RDS and Aurora the right to replicate comes by membership in rds_replication, which other servers do not have.
    private static final String SERVER = """
            SELECT current_user, r.rolsuper,
                   r.rolreplication OR r.rolsuper OR EXISTS (
                       SELECT 1 FROM pg_roles g WHERE g.rolname IN ('rds_replication', 'rds_superuser', 'rdsrepladmin', 'rdsadmin')
                       AND pg_has_role(r.oid, g.oid, 'MEMBER')),
                   has_database_privilege(current_database(), 'CREATE'), current_database(),
                   current_setting('wal_level'), (SELECT count(*)::int FROM pg_replication_slots),
                   current_setting('max_replication_slots')::int
            FROM pg_roles r WHERE r.rolname = current_user""";

    private static final String SLOT =
            "SELECT coalesce(plugin, ''), coalesce(database, ''), wal_status IS NOT DISTINCT FROM 'lost' FROM pg_replication_slots "
                    + "WHERE slot_name = ?";

    private static final String PUBLICATION = "SELECT puballtables FROM pg_publication WHERE pubname = ?";

    private static final String PUBLISHED =
            "SELECT schemaname || '.' || tablename FROM pg_publication_tables WHERE pubname = ?";

    private static final String TABLES = """
            SELECT n.nspname, c.relname,
                   has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'),
                   pg_has_role(c.relowner, 'USAGE')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
            AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            ORDER BY 1, 2""";

    private ServerQueries() {}

    static ServerFacts read(Connection connection, Plan plan) throws SQLException {
        Optional<Slot> slot = slot(connection, plan.slot());
        Optional<Publication> publication = publication(connection, plan.publication());
        List<Table> tables = tables(connection);
        try (PreparedStatement statement = connection.prepareStatement(SERVER);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the server does not list the current user among its roles", "42704");
            }
            return new ServerFacts(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getString(5),
                    row.getString(6),
                    row.getInt(7),
                    row.getInt(8),
                    slot,
                    publication,
                    tables);
        }
    }

    private static Optional<Slot> slot(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SLOT)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Slot(row.getString(1), row.getString(2), row.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    private static Optional<Publication> publication(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUBLICATION)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Publication(row.getBoolean(1), published(connection, name)))
                        : Optional.empty();
            }
        }
    }

    private static Set<String> published(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUBLISHED)) {
            statement.setString(1, name);
            Set<String> tables = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            return tables;
        }
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLES);
                ResultSet rows = statement.executeQuery()) {
            List<Table> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(new Table(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
            }
            return tables;
        }
    }
}

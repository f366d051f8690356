package io.lockweir.cassandra.connector.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The tables of {@code system_schema} that describe tables, with what is read of them: the primary key's columns first.
 *
 * <p>Source: {@code org.apache.cassandra.schema.SchemaKeyspace} of Cassandra 4.1 and 5.0.
 */
enum SystemTable {
    TABLES("tables", 2, "keyspace_name", "table_name", "id", "cdc"),
    VIEWS("views", 2, "keyspace_name", "view_name", "id"),
    COLUMNS("columns", 3, "keyspace_name", "table_name", "column_name", "kind", "position", "clustering_order", "type"),
    DROPPED_COLUMNS("dropped_columns", 3, "keyspace_name", "table_name", "column_name", "kind", "dropped_time", "type"),
    TYPES("types", 2, "keyspace_name", "type_name", "field_names", "field_types");

    static final String KEYSPACE = "system_schema";

    private final String table;
    private final int keySize;
    /** Not changed by anybody. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> columns;

    SystemTable(String table, int keySize, String... columns) {
        this.table = table;
        this.keySize = keySize;
        this.columns = List.of(columns);
    }

    static Optional<SystemTable> named(String table) {
        return Arrays.stream(values())
                .filter(known -> known.table.equals(table))
                .findFirst();
    }

    int keySize() {
        return keySize;
    }

    List<String> columns() {
        return columns;
    }

    /** The statement that reads all of it. */
    String query() {
        return "SELECT " + String.join(", ", columns) + " FROM " + KEYSPACE + "." + table;
    }
}

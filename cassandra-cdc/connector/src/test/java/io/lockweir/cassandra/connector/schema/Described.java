package io.lockweir.cassandra.connector.schema;

import java.util.List;
import java.util.UUID;

/** Tables as {@code system_schema} has them, by hand. */
final class Described {
    static final UUID PAYMENTS = new UUID(1, 1);

    private Described() {}

    /** A table of {@code bank} with the key {@code id} and one column {@code v} of a type. */
    static SystemRows table(String name, UUID id, String type) {
        return add(new SystemRows(), name, id, type);
    }

    static SystemRows add(SystemRows rows, String name, UUID id, String type) {
        List<String> key = List.of("bank", name);
        rows.put(SystemTable.TABLES, key, "id", id);
        rows.put(SystemTable.TABLES, key, "cdc", true);
        column(rows, name, "id", "partition_key", "int");
        column(rows, name, "v", "regular", type);
        return rows;
    }

    private static void column(SystemRows rows, String table, String column, String kind, String type) {
        List<String> key = List.of("bank", table, column);
        rows.put(SystemTable.COLUMNS, key, "kind", kind);
        rows.put(SystemTable.COLUMNS, key, "position", 0);
        rows.put(SystemTable.COLUMNS, key, "type", type);
    }
}

package io.lockweir.cassandra.connector.schema;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code system_schema} by their keys, whoever told them: the driver all at once, the log one by one.
 *
 * <p>Writes of the log are taken in its order. Right after a start they may be older than what the driver told: what they say was true at
 * that place of the log, and later ones follow.
 */
final class SystemRows {
    private final Map<SystemTable, Map<List<String>, Map<String, Object>>> tables = new EnumMap<>(SystemTable.class);

    SystemRows() {
        for (SystemTable table : SystemTable.values()) {
            tables.put(table, new TreeMap<>(SystemRows::compare));
        }
    }

    /** The same rows, which may be changed without changing these. */
    SystemRows copy() {
        SystemRows copy = new SystemRows();
        tables.forEach(
                (table, rows) -> rows.forEach((key, row) -> copy.of(table).put(key, new HashMap<>(row))));
        return copy;
    }

    /** Takes over how others describe a table, and the user types of its keyspace that are not known here. */
    void take(SystemRows others, String keyspace, String name) {
        for (SystemTable table : SystemTable.values()) {
            if (table == SystemTable.TYPES) {
                others.rows(table, keyspace)
                        .forEach(row -> of(table).computeIfAbsent(row.key(), any -> new HashMap<>(row.values())));
            } else {
                remove(table, List.of(keyspace, name));
                others.rows(table, keyspace, name)
                        .forEach(row -> of(table).put(row.key(), new HashMap<>(row.values())));
            }
        }
    }

    /**
     * Takes over user types that others know with more fields: values of the older form are read by the longer one, but not the other way
     * round.
     */
    void extendTypes(SystemRows others) {
        others.rows(SystemTable.TYPES)
                .forEach(longer -> of(SystemTable.TYPES).computeIfPresent(longer.key(), (key, row) -> {
                    List<String> types = new SystemRow(key, row).texts("field_types");
                    List<String> more = longer.texts("field_types");
                    boolean extended = more.size() > types.size()
                            && more.subList(0, types.size()).equals(types);
                    return extended ? new HashMap<>(longer.values()) : row;
                }));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SystemRows rows && tables.equals(rows.tables);
    }

    @Override
    public int hashCode() {
        return tables.hashCode();
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return one.size() - other.size();
    }

    private Map<List<String>, Map<String, Object>> of(SystemTable table) {
        Map<List<String>, Map<String, Object>> rows = tables.get(table);
        if (rows == null) {
            throw new IllegalStateException(table + " is not held");
        }
        return rows;
    }

    /** Sets a column; null takes it away. */
    void put(SystemTable table, List<String> key, String column, @Nullable Object value) {
        Map<String, Object> row = of(table).computeIfAbsent(List.copyOf(key), any -> new HashMap<>());
        if (value == null) {
            row.remove(column);
        } else {
            row.put(column, value);
        }
    }

    /** Takes away all rows whose key begins so. */
    void remove(SystemTable table, List<String> prefix) {
        of(table).keySet().removeIf(key -> startsWith(key, prefix));
    }

    /** All rows whose key begins so, by their key. */
    List<SystemRow> rows(SystemTable table, String... prefix) {
        List<String> start = List.of(prefix);
        List<SystemRow> found = new ArrayList<>();
        of(table).forEach((key, row) -> {
            if (startsWith(key, start)) {
                found.add(new SystemRow(key, row));
            }
        });
        return found;
    }

    private static boolean startsWith(List<String> key, List<String> prefix) {
        return key.size() >= prefix.size() && key.subList(0, prefix.size()).equals(prefix);
    }
}

package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query for rows with all that a query can tell: the values of the key, then of each other column its value and, where the node tells them,
 * its timestamps and times to live.
 *
 * @param columns static ones, then regular ones
 * @param named has the names of the key's columns
 */
record RowQuery(TableSchema table, List<Column> columns, ElementTimes times, TableSchema named) {
    static RowQuery of(TableSchema table, ElementTimes times) {
        List<Column> columns = new ArrayList<>(table.statics());
        columns.addAll(table.regulars());
        return new RowQuery(table, List.copyOf(columns), times, table);
    }

    /** The same of a table that was changed since: without columns that are gone, and by the names that the key's have now. */
    RowQuery asNamedBy(TableSchema now) {
        List<Column> left = columns.stream()
                .filter(column -> Stream.concat(now.statics().stream(), now.regulars().stream())
                        .anyMatch(other -> other.name().equals(column.name())
                                && other.kind() == column.kind()
                                && other.type().equals(column.type())))
                .toList();
        return new RowQuery(table, left, times, now);
    }

    /** Whether timestamps and times to live of a column stand behind its value. */
    boolean hasTimes(Column column) {
        return column.type() != CqlType.Native.COUNTER && (!column.isComplex() || times == ElementTimes.TOLD);
    }

    String select() {
        Stream<String> keys = Stream.concat(named.partitionKey().stream(), named.clustering().stream())
                .map(column -> quoted(column.name()));
        Stream<String> values = columns.stream().map(column -> {
            String name = quoted(column.name());
            return hasTimes(column) ? name + ", WRITETIME(" + name + "), TTL(" + name + ")" : name;
        });
        return "SELECT " + Stream.concat(keys, values).collect(Collectors.joining(", ")) + " FROM "
                + quoted(table.keyspace()) + "." + quoted(table.name());
    }

    /** All rows of the partitions from a token on. */
    String from(long token) {
        return select() + " WHERE token(" + names(named.partitionKey(), ", ", "") + ") >= " + token;
    }

    /** One row, or one partition's statics and first row. */
    String one(Scope scope) {
        String where = select() + " WHERE " + names(named.partitionKey(), " AND ", " = ?");
        return scope == Scope.STATICS || table.clustering().isEmpty()
                ? where + " LIMIT 1"
                : where + " AND " + names(named.clustering(), " AND ", " = ?");
    }

    enum Scope {
        ROW,
        STATICS
    }

    private static String names(List<Column> columns, String separator, String suffix) {
        return columns.stream().map(column -> quoted(column.name()) + suffix).collect(Collectors.joining(separator));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

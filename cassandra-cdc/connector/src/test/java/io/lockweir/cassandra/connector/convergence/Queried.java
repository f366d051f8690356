package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import io.lockweir.cassandra.connector.convergence.Tables.Table;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a node's queries return at a time, and its tokens. Of columns of several cells WRITETIME and TTL are to be had from 5.0 on. */
record Queried(CqlSession session, boolean timesOfElements) {

    void read(Table table, int now, Rows rows) {
        String columns = table.columns().stream().map(this::selection).collect(Collectors.joining());
        String key = table.key().stream().map(Tables::name).collect(Collectors.joining(", "));
        String select = "SELECT " + key + columns + " FROM " + Tables.KEYSPACE + "." + table.name();
        for (Row row : session.execute(
                SimpleStatement.newInstance(select).setNowInSeconds(now).setPageSize(1000))) {
            String statics = line(row, table.statics(), now);
            if (!statics.isEmpty()) {
                rows.put(table.name() + ".static" + key(row, table.partitionKey()), statics);
            }
            if (row.getBytesUnsafe(table.key().size() - 1) != null) {
                rows.put(table.name() + key(row, table.key()), line(row, table.regulars(), now));
            }
        }
    }

    private String selection(ColumnMetadata column) {
        String name = Tables.name(column);
        return hasTimes(column)
                ? ", %s, writetime(%s) AS w_%s, ttl(%s) AS t_%s".formatted(name, name, name, name, name)
                : ", " + name;
    }

    private boolean hasTimes(ColumnMetadata column) {
        return timesOfElements || !Tables.isMultiCell(column.getType());
    }

    private static String key(Row row, List<ColumnMetadata> columns) {
        return columns.stream()
                .map(column -> " "
                        + HexFormat.of()
                                .formatHex(Rows.bytes(Objects.requireNonNull(row.getBytesUnsafe(Tables.name(column))))))
                .collect(Collectors.joining());
    }

    private String line(Row row, Stream<ColumnMetadata> columns, int now) {
        StringBuilder line = new StringBuilder();
        columns.forEach(column -> {
            String name = Tables.name(column);
            @Nullable ByteBuffer value = row.getBytesUnsafe(name);
            if (value != null) {
                List<Long> written = List.of();
                List<Long> ends = List.of();
                if (hasTimes(column) && Tables.isMultiCell(column.getType())) {
                    written = present(row.getList("w_" + name, Long.class));
                    ends = present(row.getList("t_" + name, Integer.class)).stream()
                            .map(ttl -> (long) now + ttl)
                            .toList();
                } else if (hasTimes(column)) {
                    written = List.of(row.getLong("w_" + name));
                    ends = row.isNull("t_" + name) ? List.of() : List.of((long) now + row.getInt("t_" + name));
                }
                line.append(Rows.column(name, Rows.bytes(value), written, ends));
            }
        });
        return line.toString();
    }

    private static <T> List<T> present(@Nullable List<@Nullable T> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
    }
}

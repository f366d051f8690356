package io.lockweir.cassandra.connector.schema;

import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Kind;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.UserDefined;
import io.lockweir.cassandra.format.schema.CqlTypeParser;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes tables of the rows of {@code system_schema}. */
record TableReader(SystemRows rows) {

    /** All tables and views that the rows describe whole. */
    List<TableSchema> all() {
        return Stream.of(SystemTable.TABLES, SystemTable.VIEWS)
                .flatMap(kind -> rows.rows(kind).stream())
                .flatMap(row -> table(row).stream())
                .toList();
    }

    /** Empty while the log has told but a part of it. */
    private Optional<TableSchema> table(SystemRow row) {
        String keyspace = row.key().get(0);
        String name = row.name();
        Optional<UUID> id = row.value("id", UUID.class);
        List<SystemRow> columns = rows.rows(SystemTable.COLUMNS, keyspace, name);
        List<Column> partition = keyColumns(keyspace, columns, Kind.PARTITION_KEY);
        if (id.isEmpty() || partition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TableSchema(
                TableId.of(id.get()),
                keyspace,
                name,
                partition,
                keyColumns(keyspace, columns, Kind.CLUSTERING),
                columns(keyspace, columns, Kind.STATIC),
                columns(keyspace, columns, Kind.REGULAR),
                dropped(keyspace, name)));
    }

    private List<Column> columns(String keyspace, List<SystemRow> all, Kind kind) {
        return of(all, kind).map(row -> column(keyspace, row, kind)).toList();
    }

    private List<Column> keyColumns(String keyspace, List<SystemRow> all, Kind kind) {
        return of(all, kind)
                .sorted(Comparator.comparing(
                        row -> row.value("position", Integer.class).orElse(0)))
                .map(row -> column(keyspace, row, kind))
                .toList();
    }

    private static Stream<SystemRow> of(List<SystemRow> rows, Kind kind) {
        return rows.stream()
                .filter(row -> row.value("type", String.class).isPresent())
                .filter(row -> row.text("kind").equalsIgnoreCase(kind.name()));
    }

    private Column column(String keyspace, SystemRow row, Kind kind) {
        Order order = row.value("clustering_order", String.class)
                .filter("desc"::equalsIgnoreCase)
                .map(any -> Order.DESCENDING)
                .orElse(Order.ASCENDING);
        return new Column(row.name(), kind, type(keyspace, row.text("type")), order, Column.NEVER_DROPPED);
    }

    /** Without those of keys, which cannot be dropped. */
    private List<Column> dropped(String keyspace, String table) {
        List<Column> dropped = new ArrayList<>();
        for (SystemRow row : rows.rows(SystemTable.DROPPED_COLUMNS, keyspace, table)) {
            Optional<Instant> time = row.value("dropped_time", Instant.class);
            Optional<String> type = row.value("type", String.class);
            if (time.isPresent() && type.isPresent()) {
                Kind kind = row.value("kind", String.class)
                        .filter("static"::equalsIgnoreCase)
                        .map(any -> Kind.STATIC)
                        .orElse(Kind.REGULAR);
                long micros = TimeUnit.MILLISECONDS.toMicros(time.get().toEpochMilli());
                dropped.add(new Column(row.name(), kind, type(keyspace, type.get()), Order.ASCENDING, micros));
            }
        }
        return dropped;
    }

    private CqlType type(String keyspace, String text) {
        return CqlTypeParser.parse(text, name -> userType(keyspace, name));
    }

    private Optional<UserDefined> userType(String keyspace, String name) {
        return rows.rows(SystemTable.TYPES, keyspace, name).stream().findFirst().map(row -> {
            List<String> names = row.texts("field_names");
            List<String> types = row.texts("field_types");
            List<CqlType.Field> fields = IntStream.range(0, Math.min(names.size(), types.size()))
                    .mapToObj(i -> new CqlType.Field(names.get(i), type(keyspace, types.get(i))))
                    .toList();
            return new UserDefined(keyspace, name, fields, Frozen.NO);
        });
    }
}

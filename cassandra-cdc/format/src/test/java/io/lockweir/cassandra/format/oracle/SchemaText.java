package io.lockweir.cassandra.format.oracle;

import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Custom;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.ListOf;
import io.lockweir.cassandra.format.schema.CqlType.MapOf;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.CqlType.SetOf;
import io.lockweir.cassandra.format.schema.CqlType.Tuple;
import io.lockweir.cassandra.format.schema.CqlType.UserDefined;
import io.lockweir.cassandra.format.schema.CqlType.Vector;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A schema in the lines that the oracle reads, and types in CQL. */
final class SchemaText {

    private final List<String> lines = new ArrayList<>();

    private SchemaText() {}

    static List<String> of(List<UserDefined> userTypes, List<TableSchema> tables) {
        SchemaText text = new SchemaText();
        userTypes.forEach(text::type);
        tables.forEach(text::table);
        return text.lines;
    }

    private void type(UserDefined type) {
        line("type", type.keyspace(), type.name());
        type.fields().forEach(field -> line("field", field.name(), cql(field.type())));
    }

    private void table(TableSchema table) {
        line("table", table.id().toString(), table.keyspace(), table.name());
        table.partitionKey().forEach(column -> line("pk", column.name(), cql(column.type())));
        table.clustering()
                .forEach(column -> line(
                        "ck", column.name(), cql(column.type()), column.order() == Order.DESCENDING ? "desc" : "asc"));
        table.statics().forEach(column -> line("static", column.name(), cql(column.type())));
        table.regulars().forEach(column -> line("regular", column.name(), cql(column.type())));
        for (Column column : table.dropped()) {
            List<Column> now = column.kind() == Column.Kind.STATIC ? table.statics() : table.regulars();
            boolean addedAgain = now.stream().anyMatch(other -> other.name().equals(column.name()));
            if (!addedAgain) {
                line(column.kind() == Column.Kind.STATIC ? "static" : "regular", column.name(), cql(column.type()));
            }
            line("drop", column.name(), Long.toString(column.droppedAt()), addedAgain ? "added-again" : "gone");
        }
    }

    private void line(String... words) {
        lines.add(String.join("\t", words));
    }

    static String cql(CqlType type) {
        if (type instanceof Native simple) {
            return simple.name().toLowerCase(Locale.ROOT);
        }
        if (type instanceof ListOf list) {
            return frozen(list.frozen(), "list<" + cql(list.element()) + ">");
        }
        if (type instanceof SetOf set) {
            return frozen(set.frozen(), "set<" + cql(set.element()) + ">");
        }
        if (type instanceof MapOf map) {
            return frozen(map.frozen(), "map<" + cql(map.key()) + ", " + cql(map.value()) + ">");
        }
        if (type instanceof Tuple tuple) {
            return frozen(
                    Frozen.YES,
                    tuple.components().stream().map(SchemaText::cql).collect(Collectors.joining(", ", "tuple<", ">")));
        }
        if (type instanceof UserDefined user) {
            return frozen(user.frozen(), user.name());
        }
        if (type instanceof Vector vector) {
            return "vector<" + cql(vector.element()) + ", " + vector.dimension() + ">";
        }
        return "'" + ((Custom) type).className() + "'";
    }

    private static String frozen(Frozen frozen, String type) {
        return frozen == Frozen.YES ? "frozen<" + type + ">" : type;
    }
}

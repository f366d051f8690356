package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Custom;
import io.lockweir.cassandra.format.schema.CqlType.ListOf;
import io.lockweir.cassandra.format.schema.CqlType.MapOf;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.CqlType.SetOf;
import io.lockweir.cassandra.format.schema.CqlType.Tuple;
import io.lockweir.cassandra.format.schema.CqlType.UserDefined;
import io.lockweir.cassandra.format.schema.CqlType.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** All types, those with parts by their parts: docs/cassandra.md has the table. */
final class ConnectTypes {
    private ConnectTypes() {}

    /**
     * The mapping of a type.
     *
     * @param name of record schemas that the type needs and that have no name in Cassandra
     */
    static ConnectType of(CqlType type, String name) {
        if (type instanceof Native simple) {
            return NativeTypes.of(simple);
        }
        if (type instanceof Custom) {
            return new ConnectType(type, Schema.OPTIONAL_BYTES_SCHEMA, NativeTypes::bytes);
        }
        if (type instanceof ListOf list) {
            return array(type, of(list.element(), name));
        }
        if (type instanceof SetOf set) {
            return array(type, of(set.element(), name));
        }
        if (type instanceof Vector vector) {
            return array(type, of(vector.element(), name));
        }
        if (type instanceof MapOf map) {
            return map(map, name);
        }
        if (type instanceof Tuple tuple) {
            List<String> fields = IntStream.range(0, tuple.components().size())
                    .mapToObj(i -> "field" + i)
                    .toList();
            return struct(type, name, fields, tuple.components());
        }
        if (type instanceof UserDefined user) {
            return struct(
                    type,
                    name,
                    user.fields().stream()
                            .map(CqlType.Field::name)
                            .map(KafkaNames::field)
                            .toList(),
                    user.fields().stream().map(CqlType.Field::type).toList());
        }
        throw new IllegalArgumentException("a type that is not mapped");
    }

    private static ConnectType array(CqlType type, ConnectType element) {
        return new ConnectType(
                type,
                SchemaBuilder.array(element.schema()).optional().build(),
                value -> list(element, (List<?>) value));
    }

    private static List<@Nullable Object> list(ConnectType element, List<?> values) {
        List<@Nullable Object> converted = new ArrayList<>(values.size());
        for (Object value : values) {
            converted.add(element.ofValue(value));
        }
        return converted;
    }

    private static ConnectType map(MapOf type, String name) {
        MapEntries entries = MapEntries.of(type, name);
        return new ConnectType(type, entries.schema(), value -> entries.of((Map<?, ?>) value));
    }

    private static ConnectType struct(CqlType type, String name, List<String> fields, List<CqlType> components) {
        SchemaBuilder builder = SchemaBuilder.struct().name(name).optional();
        List<ConnectType> mapped = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            ConnectType component = of(components.get(i), name + "_" + fields.get(i));
            mapped.add(component);
            builder.field(fields.get(i), component.schema());
        }
        Schema schema = builder.build();
        return new ConnectType(type, schema, value -> {
            EventStruct struct = new EventStruct(schema);
            List<?> values = (List<?>) value;
            for (int i = 0; i < values.size(); i++) {
                struct.set(schema.fields().get(i), mapped.get(i).ofValue(values.get(i)));
            }
            return struct;
        });
    }
}

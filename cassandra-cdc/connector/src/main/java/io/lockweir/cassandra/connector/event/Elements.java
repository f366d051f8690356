package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.CqlType.ListOf;
import io.lockweir.cassandra.format.schema.CqlType.MapOf;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.CqlType.SetOf;
import io.lockweir.cassandra.format.schema.CqlType.UserDefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The elements of a column that is not frozen, each a cell with a path. */
sealed interface Elements {
    Schema putSchema();

    /** Of an element's path. */
    ConnectType path();

    /** Of live cells. */
    Object put(List<Cell> cells);

    /** The path is the element's position: a time UUID, which orders the list. */
    record OfList(ConnectType element, ConnectType path, Schema entry) implements Elements {
        OfList(ListOf type, String name) {
            this(ConnectTypes.of(type.element(), name), NativeTypes.of(Native.TIMEUUID), name);
        }

        private OfList(ConnectType element, ConnectType path, String name) {
            this(
                    element,
                    path,
                    SchemaBuilder.struct()
                            .name(name + "_element")
                            .field("position", path.schema())
                            .field("value", element.schema())
                            .build());
        }

        @Override
        public Schema putSchema() {
            return SchemaBuilder.array(entry).optional().build();
        }

        @Override
        public Object put(List<Cell> cells) {
            List<Struct> entries = new ArrayList<>(cells.size());
            for (Cell cell : cells) {
                entries.add(new Struct(entry)
                        .put("position", path.ofBytes(DeltaElements.path(cell)))
                        .put("value", element.ofBytes(cell.value())));
            }
            return entries;
        }
    }

    /** The path is the element. */
    record OfSet(ConnectType path) implements Elements {
        OfSet(SetOf type, String name) {
            this(ConnectTypes.of(type.element(), name));
        }

        @Override
        public Schema putSchema() {
            return SchemaBuilder.array(path.schema()).optional().build();
        }

        @Override
        public Object put(List<Cell> cells) {
            List<@Nullable Object> elements = new ArrayList<>(cells.size());
            for (Cell cell : cells) {
                elements.add(path.ofBytes(DeltaElements.path(cell)));
            }
            return elements;
        }
    }

    /** The path is the key. */
    record OfMap(MapEntries entries) implements Elements {
        OfMap(MapOf type, String name) {
            this(MapEntries.of(type, name));
        }

        @Override
        public Schema putSchema() {
            return entries.schema();
        }

        @Override
        public ConnectType path() {
            return entries.key();
        }

        @Override
        public Object put(List<Cell> cells) {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (Cell cell : cells) {
                map.put(
                        entries.key().ofBytes(DeltaElements.path(cell)),
                        entries.value().ofBytes(cell.value()));
            }
            return entries.of(map);
        }
    }

    /** The path is the field's number. */
    record OfUserType(List<String> names, List<ConnectType> fields, Schema putSchema, ConnectType path)
            implements Elements {
        OfUserType(UserDefined type, String name) {
            this(
                    type.fields().stream()
                            .map(field -> KafkaNames.field(field.name()))
                            .toList(),
                    type.fields().stream()
                            .map(field -> ConnectTypes.of(field.type(), name + "_" + KafkaNames.field(field.name())))
                            .toList(),
                    name);
        }

        private OfUserType(List<String> names, List<ConnectType> fields, String name) {
            this(
                    names,
                    fields,
                    schema(names, fields, name),
                    new ConnectType(Native.SMALLINT, Schema.STRING_SCHEMA, number -> names.get((Short) number)));
        }

        private static Schema schema(List<String> names, List<ConnectType> fields, String name) {
            SchemaBuilder builder = SchemaBuilder.struct().name(name).optional();
            for (int i = 0; i < names.size(); i++) {
                builder.field(names.get(i), fields.get(i).schema());
            }
            return builder.build();
        }

        @Override
        public Object put(List<Cell> cells) {
            Struct struct = new Struct(putSchema);
            for (Cell cell : cells) {
                int number = DeltaElements.path(cell).shortAt(0);
                struct.put(names.get(number), fields.get(number).ofBytes(cell.value()));
            }
            return struct;
        }
    }
}

package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.ListOf;
import io.lockweir.cassandra.format.schema.CqlType.MapOf;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.CqlType.SetOf;
import io.lockweir.cassandra.format.schema.CqlType.UserDefined;
import java.util.ArrayList;
import java.util.Collections;
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

    /** Of all elements together, as a query returns them. */
    default Schema wholeSchema() {
        return putSchema();
    }

    /** All elements that there are. */
    default Object whole(List<Cell> cells) {
        return put(cells);
    }

    /** Of the cells' times, in the shape of the whole: an array in the same order, a map with the same keys, a struct with the same fields. */
    default Schema timesSchema() {
        return TIMES;
    }

    default Object times(List<Cell> cells, CellTimes times) {
        List<Struct> all = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            all.add(times.of(cells.get(i)));
        }
        return all;
    }

    Schema TIMES = SchemaBuilder.array(CellTimes.SCHEMA).optional().build();

    /**
     * Of a type that is not frozen.
     *
     * @param name of record schemas that the type needs
     */
    static Elements of(CqlType type, String name) {
        if (type instanceof ListOf list) {
            return new OfList(list, name);
        }
        if (type instanceof SetOf set) {
            return new OfSet(set, name);
        }
        if (type instanceof MapOf map) {
            return new OfMap(map, name);
        }
        return new OfUserType((UserDefined) type, name);
    }

    /** The path is the element's position: a time UUID, which orders the list. */
    record OfList(ConnectType element, ConnectType path, Schema entry, Schema wholeSchema) implements Elements {
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
                            .build(),
                    SchemaBuilder.array(element.schema()).optional().build());
        }

        @Override
        public Schema putSchema() {
            return SchemaBuilder.array(entry).optional().build();
        }

        @Override
        public Object put(List<Cell> cells) {
            List<Struct> entries = new ArrayList<>(cells.size());
            for (int i = 0; i < cells.size(); i++) {
                Cell cell = cells.get(i);
                entries.add(
                        EventStruct.of(entry, path.ofBytes(DeltaElements.path(cell)), element.ofBytes(cell.value())));
            }
            return entries;
        }

        @Override
        public Object whole(List<Cell> cells) {
            List<@Nullable Object> values = new ArrayList<>(cells.size());
            for (int i = 0; i < cells.size(); i++) {
                values.add(element.ofBytes(cells.get(i).value()));
            }
            return values;
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
            for (int i = 0; i < cells.size(); i++) {
                elements.add(path.ofBytes(DeltaElements.path(cells.get(i))));
            }
            return elements;
        }
    }

    /** The path is the key. */
    record OfMap(MapEntries entries, Schema timesSchema) implements Elements {
        OfMap(MapOf type, String name) {
            this(MapEntries.of(type, name));
        }

        private OfMap(MapEntries entries) {
            this(
                    entries,
                    entries.isMap()
                            ? SchemaBuilder.map(Schema.STRING_SCHEMA, CellTimes.SCHEMA)
                                    .optional()
                                    .build()
                            : TIMES);
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
            if (entries.isMap()) {
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>(capacity(cells));
                for (int i = 0; i < cells.size(); i++) {
                    Cell cell = cells.get(i);
                    map.put(key(cell), entries.value().ofBytes(cell.value()));
                }
                return map;
            }
            List<Struct> list = new ArrayList<>(cells.size());
            for (int i = 0; i < cells.size(); i++) {
                Cell cell = cells.get(i);
                list.add(entries.entry(key(cell), entries.value().ofBytes(cell.value())));
            }
            return list;
        }

        /** For so many at a load of three quarters. */
        private static int capacity(List<Cell> cells) {
            return cells.size() * 4 / 3 + 1;
        }

        private @Nullable Object key(Cell cell) {
            return entries.key().ofBytes(DeltaElements.path(cell));
        }

        @Override
        public Object times(List<Cell> cells, CellTimes times) {
            if (!entries.isMap()) {
                return Elements.super.times(cells, times);
            }
            Map<@Nullable Object, Struct> map = new LinkedHashMap<>(capacity(cells));
            for (int i = 0; i < cells.size(); i++) {
                Cell cell = cells.get(i);
                map.put(key(cell), times.of(cell));
            }
            return map;
        }
    }

    /** The path is the field's number. */
    record OfUserType(
            List<String> names, List<ConnectType> fields, Schema putSchema, Schema timesSchema, ConnectType path)
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
                    schema(names, fields.stream().map(ConnectType::schema).toList(), name),
                    schema(names, Collections.nCopies(names.size(), CellTimes.SCHEMA), name + "_cells"),
                    new ConnectType(Native.SMALLINT, Schema.STRING_SCHEMA, number -> names.get((Short) number)));
        }

        private static Schema schema(List<String> names, List<Schema> fields, String name) {
            SchemaBuilder builder = SchemaBuilder.struct().name(name).optional();
            for (int i = 0; i < names.size(); i++) {
                builder.field(names.get(i), fields.get(i));
            }
            return builder.build();
        }

        @Override
        public Object put(List<Cell> cells) {
            EventStruct struct = new EventStruct(putSchema);
            for (Cell cell : cells) {
                int number = DeltaElements.path(cell).shortAt(0);
                struct.set(putSchema.fields().get(number), fields.get(number).ofBytes(cell.value()));
            }
            return struct;
        }

        @Override
        public Object times(List<Cell> cells, CellTimes times) {
            EventStruct struct = new EventStruct(timesSchema);
            for (Cell cell : cells) {
                struct.set(timesSchema.fields().get(DeltaElements.path(cell).shortAt(0)), times.of(cell));
            }
            return struct;
        }
    }
}

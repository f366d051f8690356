package io.lockweir.connect.schema;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Arrays, maps and structs, item by item. */
sealed interface NestedValues extends ConnectValues {

    /** A list of converted items. */
    record OfArray(ConnectValues element) implements NestedValues {
        @Override
        public Object toBorder(Object value) {
            if (value instanceof List<?> items) {
                return ConnectValues.convert(items, element::toBorder);
            }
            throw TypeMismatch.of("java.util.List", value);
        }

        @Override
        public Object fromBorder(Object value) {
            return ConnectValues.convert((List<?>) value, element::fromBorder);
        }
    }

    /** A map of converted keys and values. */
    record OfMap(ConnectValues key, ConnectValues value) implements NestedValues {
        @Override
        public Object toBorder(Object map) {
            if (map instanceof Map<?, ?> entries) {
                return ConnectValues.convert(entries, key::toBorder, value::toBorder);
            }
            throw TypeMismatch.of("java.util.Map", map);
        }

        @Override
        public Object fromBorder(Object map) {
            return ConnectValues.convert((Map<?, ?>) map, key::fromBorder, value::fromBorder);
        }
    }

    /** A struct as an array in field order. Nulls are kept as nulls: a default never takes their place. */
    final class OfStruct implements NestedValues {
        private final Schema schema;
        private final Field[] fields;
        private final ConnectValues[] values;

        OfStruct(Schema schema) {
            this.schema = schema;
            this.fields = schema.fields().toArray(Field[]::new);
            this.values = schema.fields().stream()
                    .map(field -> ConnectValues.of(field.schema()))
                    .toArray(ConnectValues[]::new);
        }

        @Override
        public Object toBorder(Object value) {
            if (!(value instanceof Struct struct)) {
                throw TypeMismatch.of(Struct.class.getName(), value);
            }
            @Nullable Object[] children = new @Nullable Object[fields.length];
            for (int i = 0; i < fields.length; i++) {
                Object child = struct.getWithoutDefault(fields[i].name());
                children[i] = child == null ? null : values[i].toBorder(child);
            }
            return children;
        }

        @Override
        public Object fromBorder(Object value) {
            @Nullable Object[] children = (@Nullable Object[]) value;
            Struct struct = new Struct(schema);
            for (int i = 0; i < fields.length; i++) {
                Object child = children[i];
                if (child != null) {
                    struct.put(fields[i], values[i].fromBorder(child));
                }
            }
            return struct;
        }
    }
}

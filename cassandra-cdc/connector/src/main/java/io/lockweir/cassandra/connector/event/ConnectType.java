package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.value.CqlValues;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How values of a CQL type stand in a record.
 *
 * @param type of the bytes
 * @param schema optional, since every CQL value may be null
 * @param conversion from what {@link CqlValues} makes of the bytes
 * @param shortcut the same from the bytes, without the value between; null for bytes that it does not take
 */
record ConnectType(
        CqlType type, Schema schema, Function<Object, Object> conversion, Function<Slice, @Nullable Object> shortcut) {

    ConnectType(CqlType type, Schema schema, Function<Object, Object> conversion) {
        this(type, schema, conversion, bytes -> null);
    }

    @Nullable
    Object ofValue(@Nullable Object value) {
        return value == null ? null : conversion.apply(value);
    }

    /** Of the bytes in the log; null for an empty value of a type that has none. */
    @Nullable
    Object ofBytes(Slice bytes) {
        Object value = shortcut.apply(bytes);
        return value == null ? ofValue(CqlValues.decode(type, bytes)) : value;
    }
}

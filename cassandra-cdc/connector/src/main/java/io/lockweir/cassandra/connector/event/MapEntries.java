package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.schema.CqlType.MapOf;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A CQL map in a record: a map if its keys are text, else an array of {@code key} and {@code value}, since neither Avro nor JSON has maps with other
 * keys.
 */
record MapEntries(ConnectType key, ConnectType value, Schema schema) {

    static MapEntries of(MapOf type, String name) {
        ConnectType key = ConnectTypes.of(type.key(), name + "_key");
        ConnectType value = ConnectTypes.of(type.value(), name + "_value");
        if (type.key() == Native.TEXT || type.key() == Native.ASCII) {
            Schema map = SchemaBuilder.map(Schema.STRING_SCHEMA, value.schema())
                    .optional()
                    .build();
            return new MapEntries(key, value, map);
        }
        Schema entry = SchemaBuilder.struct()
                .name(name + "_entry")
                .field("key", key.schema())
                .field("value", value.schema())
                .build();
        return new MapEntries(key, value, SchemaBuilder.array(entry).optional().build());
    }

    boolean isMap() {
        return schema.type() == Schema.Type.MAP;
    }

    /** From keys and values as they were decoded. */
    Object of(Map<?, ?> decoded) {
        if (isMap()) {
            Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
            decoded.forEach((k, v) -> converted.put(key.ofValue(k), value.ofValue(v)));
            return converted;
        }
        List<Struct> entries = new ArrayList<>(decoded.size());
        decoded.forEach((k, v) -> entries.add(entry(key.ofValue(k), value.ofValue(v))));
        return entries;
    }

    /** Of an array. */
    Struct entry(@Nullable Object convertedKey, @Nullable Object convertedValue) {
        return EventStruct.of(schema.valueSchema(), convertedKey, convertedValue);
    }
}

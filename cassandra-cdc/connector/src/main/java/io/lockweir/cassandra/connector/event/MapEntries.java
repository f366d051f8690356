package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.schema.CqlType.MapOf;
import java.util.ArrayList;
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
        if (key.schema().type() == Schema.Type.STRING && key.schema().name() == null) {
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

    /** From keys and values that are converted. */
    Object of(Map<@Nullable Object, @Nullable Object> converted) {
        if (schema.type() == Schema.Type.MAP) {
            return converted;
        }
        List<Struct> entries = new ArrayList<>(converted.size());
        converted.forEach((k, v) ->
                entries.add(new Struct(schema.valueSchema()).put("key", k).put("value", v)));
        return entries;
    }
}

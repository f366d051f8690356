package io.lockweir.cassandra.connector.it;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/** Records as text, for assertions. */
final class Shown {
    private static final JsonConverter JSON = new JsonConverter();

    static {
        JSON.configure(Map.of("schemas.enable", "false", "replace.null.with.default", "false"), false);
    }

    private Shown() {}

    /** {@code op scope key after}, and {@code range} if there is one; {@code tombstone key} without a value. */
    static String of(SourceRecord record) {
        String key = json(record.keySchema(), record.key());
        if (record.value() == null) {
            return "tombstone " + key;
        }
        Struct value = (Struct) record.value();
        String text = value.getString("op") + " " + value.getString("scope") + " " + key;
        for (String part : new String[] {"after", "range"}) {
            if (value.get(part) != null) {
                text += " " + json(value.schema().field(part).schema(), value.get(part));
            }
        }
        return text;
    }

    static String written(SourceRecord record) {
        Struct value = (Struct) record.value();
        return json(value.schema().field("written").schema(), value.get("written"));
    }

    private static String json(Schema schema, Object value) {
        return new String(JSON.fromConnectData("topic", schema, value), StandardCharsets.UTF_8);
    }
}

package io.lockweir.connect;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Configured transforms and the records that go through them. */
final class Transforms {
    static final String TOPIC = "bank.public.customers";

    private Transforms() {}

    static Map<String, String> config(String... keysAndValues) {
        Map<String, String> config = new HashMap<>();
        config.put("keyset.json", Keysets.ofKey(1));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }

    static EncryptFields.Value<SourceRecord> encryptor(String... keysAndValues) {
        EncryptFields.Value<SourceRecord> transform = new EncryptFields.Value<>();
        transform.configure(config(keysAndValues));
        return transform;
    }

    static DecryptFields.Value<SinkRecord> decryptor(String... keysAndValues) {
        DecryptFields.Value<SinkRecord> transform = new DecryptFields.Value<>();
        transform.configure(config(keysAndValues));
        return transform;
    }

    static SourceRecord source(@Nullable Schema schema, @Nullable Object value) {
        return source(null, null, schema, value);
    }

    static SourceRecord source(
            @Nullable Schema keySchema, @Nullable Object key, @Nullable Schema schema, @Nullable Object value) {
        return new SourceRecord(Map.of(), Map.of(), TOPIC, null, keySchema, key, schema, value);
    }

    static SourceRecord source(Struct value) {
        return source(value.schema(), value);
    }

    static SinkRecord sink(@Nullable Schema schema, @Nullable Object value) {
        return new SinkRecord(TOPIC, 3, null, null, schema, value, 42);
    }

    static SinkRecord sink(SchemaAndValue value) {
        return sink(value.schema(), value.value());
    }

    static SinkRecord sink(SourceRecord record) {
        return sink(record.valueSchema(), record.value());
    }

    /** What a sink connector reads back when source and sink use JSON with schemas. */
    static SchemaAndValue throughJson(SourceRecord record) {
        return throughJson(record, true);
    }

    static SchemaAndValue throughJson(SourceRecord record, boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", Boolean.toString(schemas)), false);
        byte[] bytes = converter.fromConnectData(TOPIC, record.valueSchema(), record.value());
        return converter.toConnectData(TOPIC, bytes);
    }
}

package io.lockweir.sink.record.process;

import io.lockweir.connect.EncryptFields;
import io.lockweir.sink.record.Outcome;
import io.lockweir.sink.record.RecordConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A small bank: one topic with change events, one table, a writer that encrypts, and processors that read. */
public final class Bank {
    public static final String TOPIC = "bank.public.customers";
    public static final TableIdentifier TABLE = TableIdentifier.of("bank", "customers");
    static final long TIME = 1_700_000_000_123L;

    static final org.apache.kafka.connect.data.Schema ROW = SchemaBuilder.struct()
            .name("bank.public.customers.Value")
            .optional()
            .field("id", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .field("email", org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA)
            .field("note", org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    static final org.apache.kafka.connect.data.Schema SOURCE = SchemaBuilder.struct()
            .field("ts_ms", org.apache.kafka.connect.data.Schema.INT64_SCHEMA)
            .field("ts_us", org.apache.kafka.connect.data.Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", org.apache.kafka.connect.data.Schema.OPTIONAL_INT64_SCHEMA)
            .field("txId", org.apache.kafka.connect.data.Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    static final org.apache.kafka.connect.data.Schema ENVELOPE = SchemaBuilder.struct()
            .name("bank.public.customers.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .field("ts_ms", org.apache.kafka.connect.data.Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    static final Schema COLUMNS = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "email", Types.StringType.get()),
            Types.NestedField.optional(3, "note", Types.StringType.get()),
            Types.NestedField.required(4, "_op", Types.StringType.get()),
            Types.NestedField.optional(5, "_source_lsn", Types.LongType.get()),
            Types.NestedField.optional(6, "_source_ts", Types.TimestampType.withZone()),
            Types.NestedField.optional(7, "_event_ts", Types.TimestampType.withZone()),
            Types.NestedField.optional(8, "_topic", Types.StringType.get()),
            Types.NestedField.optional(9, "_kafka_partition", Types.IntegerType.get()),
            Types.NestedField.optional(10, "_offset", Types.LongType.get()));

    private Bank() {}

    public static Table table(Schema schema) {
        return table(schema, PartitionSpec.unpartitioned());
    }

    public static Table table(Schema schema, PartitionSpec spec) {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("bank"));
        return catalog.createTable(TABLE, schema, spec, Map.of("format-version", "2"));
    }

    public static Map<String, String> properties(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        properties.put("mapping.regex", "bank\\.public\\.(.+)");
        properties.put("mapping.regex.table", "bank.$1");
        properties.put("keyset.json", TestKeys.json(1));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    public static TableRecordProcessor processor(Table table, String... keysAndValues) {
        return processor(table, properties(keysAndValues));
    }

    static TableRecordProcessor processor(Table table, Map<String, String> properties) {
        TableRecordProcessor processor = TableRecordProcessor.open(RecordConfig.of(properties));
        processor.bind(TABLE, table);
        return processor;
    }

    public static SinkRecord encrypt(SinkRecord record, String... keysAndValues) {
        try (EncryptFields.Value<SinkRecord> transform = new EncryptFields.Value<>()) {
            transform.configure(writer(keysAndValues));
            return transform.apply(record);
        }
    }

    static Map<String, String> writer(String... keysAndValues) {
        Map<String, String> config = new HashMap<>();
        config.put("keyset.json", TestKeys.json(1));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }

    public static SinkRecord record(org.apache.kafka.connect.data.@Nullable Schema schema, @Nullable Object value) {
        return new SinkRecord(TOPIC, 3, null, null, schema, value, 42, TIME + 5, TimestampType.CREATE_TIME);
    }

    static Struct row(long id, @Nullable String email, @Nullable String note) {
        return new Struct(ROW).put("id", id).put("email", email).put("note", note);
    }

    static SinkRecord event(String operation, @Nullable Struct before, @Nullable Struct after) {
        Struct source = new Struct(SOURCE)
                .put("ts_ms", TIME)
                .put("ts_us", TIME * 1_000 + 7)
                .put("lsn", 77L)
                .put("txId", 9L);
        Struct event = new Struct(ENVELOPE)
                .put("before", before)
                .put("after", after)
                .put("source", source)
                .put("op", operation)
                .put("ts_ms", TIME + 1);
        return record(ENVELOPE, event);
    }

    static Outcome.Row row(Outcome outcome) {
        if (outcome instanceof Outcome.Row row) {
            return row;
        }
        throw new AssertionError("No row but " + outcome);
    }
}

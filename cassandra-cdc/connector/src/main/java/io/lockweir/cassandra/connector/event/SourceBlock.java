package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The {@code source} of an event: Debezium's fields, and where in which log the write stands. */
final class SourceBlock {
    static final Schema SCHEMA = SchemaBuilder.struct()
            .name("io.lockweir.cassandra.Source")
            .version(1)
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("ts_us", Schema.INT64_SCHEMA)
            .field("cluster", Schema.STRING_SCHEMA)
            .field("keyspace", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("table_id", Schema.STRING_SCHEMA)
            .field("host_ids", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field("segment", Schema.INT64_SCHEMA)
            .field("pos", Schema.INT32_SCHEMA)
            .field("origin", Schema.STRING_SCHEMA)
            .build();

    private SourceBlock() {}

    /**
     * Of a write.
     *
     * @param micros the largest timestamp of what is written, in microseconds since 1970
     */
    static Struct of(EventSettings settings, TableSchema table, Origin origin, long micros) {
        return new Struct(SCHEMA)
                .put("version", settings.version())
                .put("connector", "cassandra")
                .put("name", settings.prefix())
                .put("ts_ms", Math.floorDiv(micros, 1000L))
                .put("ts_us", micros)
                .put("cluster", settings.cluster())
                .put("keyspace", table.keyspace())
                .put("table", table.name())
                .put("table_id", table.id().toUuid().toString())
                .put("host_ids", List.of(origin.host()))
                .put("segment", origin.position().segment())
                .put("pos", origin.position().offset())
                .put("origin", "log");
    }
}

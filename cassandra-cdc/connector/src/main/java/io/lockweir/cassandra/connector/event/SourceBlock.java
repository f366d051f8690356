package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.connector.event.Origin.Arrival;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The {@code source} of a table's events: Debezium's fields, and where in which log the write stands. */
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
            .field("token", Schema.INT64_SCHEMA)
            .field("late", Schema.BOOLEAN_SCHEMA)
            .build();
    private static final Field VERSION = SCHEMA.field("version");
    private static final Field CONNECTOR = SCHEMA.field("connector");
    private static final Field NAME = SCHEMA.field("name");
    private static final Field MILLIS = SCHEMA.field("ts_ms");
    private static final Field MICROS = SCHEMA.field("ts_us");
    private static final Field CLUSTER = SCHEMA.field("cluster");
    private static final Field KEYSPACE = SCHEMA.field("keyspace");
    private static final Field TABLE = SCHEMA.field("table");
    private static final Field TABLE_ID = SCHEMA.field("table_id");
    private static final Field HOSTS = SCHEMA.field("host_ids");
    private static final Field SEGMENT = SCHEMA.field("segment");
    private static final Field POSITION = SCHEMA.field("pos");
    private static final Field ORIGIN = SCHEMA.field("origin");
    private static final Field TOKEN = SCHEMA.field("token");
    private static final Field LATE = SCHEMA.field("late");

    /** What is the same for all events of the table. */
    private final EventStruct common;

    private List<String> hosts = List.of("");

    SourceBlock(EventSettings settings, TableSchema table) {
        this.common = new EventStruct(SCHEMA)
                .set(VERSION, settings.version())
                .set(CONNECTOR, "cassandra")
                .set(NAME, settings.prefix())
                .set(CLUSTER, settings.cluster())
                .set(KEYSPACE, table.keyspace())
                .set(TABLE, table.name())
                .set(TABLE_ID, table.id().toUuid().toString());
    }

    /**
     * Of a write.
     *
     * @param micros the largest timestamp of what is written, in microseconds since 1970
     * @param token of the partition
     */
    Struct of(Origin origin, io.lockweir.cassandra.merge.Origin cause, long micros, long token) {
        return common.copy()
                .set(MILLIS, Math.floorDiv(micros, 1000L))
                .set(MICROS, micros)
                .set(HOSTS, hosts(origin.host()))
                .set(SEGMENT, origin.position().segment())
                .set(POSITION, origin.position().offset())
                .set(ORIGIN, text(cause))
                .set(TOKEN, token)
                .set(LATE, origin.arrival() == Arrival.LATE);
    }

    /** The same list for the same host. */
    private List<String> hosts(String host) {
        if (!hosts.get(0).equals(host)) {
            hosts = List.of(host);
        }
        return hosts;
    }

    private static String text(io.lockweir.cassandra.merge.Origin cause) {
        return switch (cause) {
            case LOG -> "log";
            case SNAPSHOT -> "snapshot";
            case TTL -> "ttl";
            case TRUNCATE -> "truncate";
        };
    }
}

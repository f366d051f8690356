package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.mutation.Cell;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * When cells were written and when they end: what {@code WRITETIME} gives, and {@code TTL} from the end on. Cells that follow each other in one event
 * with the same times, as those of one statement do, share one struct. One object for one event.
 */
final class CellTimes {
    static final Schema SCHEMA = SchemaBuilder.struct()
            .name("io.lockweir.cassandra.Cell")
            .version(1)
            .optional()
            .field("ts_us", Schema.INT64_SCHEMA)
            .field("ttl", Schema.OPTIONAL_INT32_SCHEMA)
            .field("expires_at", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private @Nullable Cell last;
    private @Nullable EventStruct times;

    /** Of a cell that is live. */
    Struct of(Cell cell) {
        Cell before = last;
        EventStruct known = times;
        if (before == null
                || known == null
                || before.timestamp() != cell.timestamp()
                || before.ttl() != cell.ttl()
                || before.localDeletionTime() != cell.localDeletionTime()) {
            known = cell.isExpiring()
                    ? EventStruct.of(SCHEMA, cell.timestamp(), cell.ttl(), cell.localDeletionTime())
                    : EventStruct.of(SCHEMA, cell.timestamp(), null, null);
            times = known;
            last = cell;
        }
        return known;
    }
}

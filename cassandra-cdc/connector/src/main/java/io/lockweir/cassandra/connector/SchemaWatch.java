package io.lockweir.cassandra.connector;

import com.datastax.oss.driver.api.core.DriverException;
import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.connector.preflight.NodeFacts;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.format.LogPosition;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what the log told of tables with the node, now and then, and lets old schemas go. Not thread safe. */
final class SchemaWatch {
    private static final Logger LOGGER = LoggerFactory.getLogger(SchemaWatch.class);

    private final CassandraCdcConfig config;
    private final Schemas schemas;
    private final Supplier<NodeFacts> node;
    private final Clock clock;
    private long comparedAt;
    private long freed;

    SchemaWatch(CassandraCdcConfig config, Schemas schemas, Supplier<NodeFacts> node, Clock clock) {
        this.config = config;
        this.schemas = schemas;
        this.node = node;
        this.clock = clock;
        this.comparedAt = clock.millis();
    }

    /** Segments before this one are done with. */
    void freed(long segment) {
        if (segment > freed) {
            freed = segment;
            schemas.forget(new LogPosition(segment, 0));
        }
    }

    /**
     * After a poll that found the log's end. A node that does not answer is asked again later: its log can still be read.
     *
     * @throws HoldException if captured tables write past the log
     */
    void atEnd(Optional<LogPosition> read) {
        long now = clock.millis();
        if (read.isEmpty() || now - comparedAt < config.schemaInterval().toMillis()) {
            return;
        }
        comparedAt = now;
        try {
            schemas.compare(read.get());
            requireDurableWrites();
        } catch (DriverException e) {
            LOGGER.warn("The node could not be asked for its tables: {}", e.getMessage());
        }
    }

    private void requireDurableWrites() {
        List<String> past = node.get().tables().stream()
                .filter(table -> !table.durableWrites() && config.tables().test(table.qualifiedName()))
                .map(table -> table.qualifiedName())
                .toList();
        if (!past.isEmpty()) {
            throw new HoldException(
                    Reason.NOT_DURABLE,
                    "writes to %s do not go to the commit log, and those since ALTER KEYSPACE are lost here; run ALTER KEYSPACE ... WITH durable_writes = true and read these tables anew, or exclude them"
                            .formatted(String.join(", ", past)));
        }
    }
}

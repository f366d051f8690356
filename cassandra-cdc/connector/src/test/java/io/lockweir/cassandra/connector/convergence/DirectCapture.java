package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.connector.event.EventSettings;
import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.connector.event.FullEvents;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.connector.segments.DirectorySegmentSource;
import io.lockweir.cassandra.connector.segments.LogFollower;
import io.lockweir.cassandra.connector.segments.Tail;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.RowChange;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import io.lockweir.stack.CassandraService;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/** The path from the log to JSON without Connect and without state that outlives it. */
final class DirectCapture implements AutoCloseable {
    private final Fold fold;
    private final LogFollower log;
    private final Schemas schemas;
    private final Merge merge;
    private final FullEvents events;
    private final JsonConverter json = new JsonConverter();

    DirectCapture(CassandraService node, CqlSession session, Fold fold) {
        this.fold = fold;
        this.log = new LogFollower(
                new DirectorySegmentSource(node.cdcRaw(), node.cdcRaw().resolveSibling("spool-direct")),
                Tail.MARKER,
                Optional.empty());
        this.schemas = Schemas.of(session);
        this.merge =
                new Merge(new HeapRowStore(1 << 28), Clock.systemUTC().instant().getEpochSecond());
        this.events = new FullEvents(
                new EventSettings("bank", "local", "1", Tombstones.EMIT, CellMetadata.ALL, Clock.systemUTC()));
        json.configure(Map.of("schemas.enable", "false", "replace.null.with.default", "false"), false);
    }

    /** Takes all that the log has now, and ends what has expired. */
    void poll(long now) throws IOException {
        for (Optional<Entry> entry = log.next(); entry.isPresent(); entry = log.next()) {
            // Other tests in this JVM leave tables behind that the node no longer has.
            Decoded decoded = schemas.decoder().decode(entry.get());
            if (decoded instanceof Decoded.Mutation mutation) {
                schemas.observe(mutation);
                Origin origin = new Origin("host", mutation.start());
                for (PartitionUpdate update : mutation.updates()) {
                    if (update.table().keyspace().equals(Tables.KEYSPACE)
                            && schemas.isCaptured(update.table().id())) {
                        take(merge.apply(update, io.lockweir.cassandra.merge.Origin.LOG), origin);
                    }
                }
            }
        }
        if (log.position().isPresent()) {
            take(merge.expire(now), new Origin("host", log.position().get()));
        }
    }

    private void take(Changes changes, Origin origin) {
        for (@Nullable RowChange change = changes.next(); change != null; change = changes.next()) {
            for (Event event : events.of(change, origin)) {
                fold.accept(
                        event.topic(),
                        json.fromConnectData(event.topic(), event.keySchema(), event.key()),
                        event.value() == null
                                ? null
                                : json.fromConnectData(event.topic(), event.valueSchema(), event.value()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}

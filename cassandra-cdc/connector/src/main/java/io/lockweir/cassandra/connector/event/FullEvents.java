package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.format.value.Murmur3Token;
import io.lockweir.cassandra.merge.RowChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * Events of {@code images=full}: one per change of a row, with the row as a query saw it before and sees it now. The same change gives the same
 * events, but for the time of their making. Not thread safe.
 */
public final class FullEvents {
    private final EventSettings settings;
    private final Map<TableId, Streams> streams = new HashMap<>();

    private record Streams(TableSchema table, FullStream rows, FullStream statics, SourceBlock source) {
        static Streams of(EventSettings settings, TableSchema table) {
            return new Streams(
                    table,
                    FullStream.ofRows(settings.prefix(), table, settings.cells()),
                    FullStream.ofStatics(settings.prefix(), table, settings.cells()),
                    new SourceBlock(settings, table));
        }
    }

    public FullEvents(EventSettings settings) {
        this.settings = settings;
    }

    /**
     * The events of a change: one, and behind a delete a tombstone if they are wanted.
     *
     * @param origin of the mutation; of an expiry or a truncation how far the log was read then
     */
    public List<Event> of(RowChange change, Origin origin) {
        Streams known = streams(change.table());
        Struct source =
                known.source().of(origin, change.origin(), change.timestamp(), Murmur3Token.of(change.partitionKey()));
        FullStream stream = change.isStatic() ? known.statics() : known.rows();
        Event event = stream.of(change, source, settings.clock().millis());
        return change.after() == null && settings.tombstones() == Tombstones.EMIT
                ? List.of(event, stream.tombstone(event))
                : List.of(event);
    }

    private Streams streams(TableSchema table) {
        Streams known = streams.get(table.id());
        if (known == null || !known.table().equals(table)) {
            known = Streams.of(settings, table);
            streams.put(table.id(), known);
        }
        return known;
    }
}

package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.connector.event.RowStream.Head;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.mutation.RangeBoundary;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.format.value.Murmur3Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Events of {@code images=delta}: one per row, row deletion, range and partition deletion of an update, as the log has it. The same update gives the
 * same events, always. Not thread safe.
 */
public final class DeltaEvents {
    private final EventSettings settings;
    private final Map<TableId, Streams> streams = new HashMap<>();

    private record Streams(TableSchema table, RowStream rows, RowStream statics, SourceBlock source) {}

    /** The update at hand, and what its events have in common. */
    private record Place(PartitionUpdate update, Origin origin, SourceBlock source, long token) {
        Slice partition() {
            return update.key();
        }

        Struct source(long micros) {
            return source.of(origin, io.lockweir.cassandra.merge.Origin.LOG, micros, token);
        }
    }

    public DeltaEvents(EventSettings settings) {
        this.settings = settings;
    }

    /** The events of one update, in the order in which they take effect. */
    public List<Event> of(PartitionUpdate update, Origin origin) {
        Streams known = streams(update.table());
        Place place = new Place(update, origin, known.source(), Murmur3Token.of(update.key()));
        List<Event> events = new ArrayList<>(1 + update.unfiltereds().size());
        if (!update.deletion().isNone()) {
            Scope scope = known.rows().isOneRowPerPartition() ? Scope.ROW : Scope.PARTITION;
            delete(events, known.rows(), place, Clustering.EMPTY, scope, update.deletion(), null);
            if (!update.table().statics().isEmpty()) {
                delete(events, known.statics(), place, Clustering.EMPTY, Scope.ROW, update.deletion(), null);
            }
        }
        Row staticRow = update.staticRow();
        if (staticRow != null) {
            write(events, known.statics(), place, staticRow);
        }
        RangeBound open = null;
        for (Unfiltered unfiltered : update.unfiltereds()) {
            if (unfiltered instanceof Row row) {
                row(events, known.rows(), place, row);
            } else if (unfiltered instanceof RangeBoundary boundary) {
                range(events, known.rows(), place, Objects.requireNonNull(open), boundary.endBound());
                open = boundary.startBound();
            } else if (unfiltered instanceof RangeBound bound) {
                if (bound.kind().isStart()) {
                    open = bound;
                } else {
                    range(events, known.rows(), place, Objects.requireNonNull(open), bound);
                }
            }
        }
        return events;
    }

    private Streams streams(TableSchema table) {
        Streams known = streams.get(table.id());
        if (known == null || !known.table().equals(table)) {
            known = new Streams(
                    table,
                    RowStream.ofRows(settings.prefix(), table),
                    RowStream.ofStatics(settings.prefix(), table),
                    new SourceBlock(settings, table));
            streams.put(table.id(), known);
        }
        return known;
    }

    private void row(List<Event> events, RowStream stream, Place place, Row row) {
        if (!row.deletion().isNone()) {
            Deletion deletion = row.deletion().time();
            delete(events, stream, place, row.clustering(), Scope.ROW, deletion, null);
        }
        write(events, stream, place, row);
    }

    private void write(List<Event> events, RowStream stream, Place place, Row row) {
        List<ColumnData> visible = stream.visible(row.columns());
        Written written = Written.of(stream, row, visible);
        if (written.isEmpty()) {
            return;
        }
        Head head = head(place, row.liveness().isNone() ? "u" : "c", Scope.ROW, written.latest());
        events.add(stream.write(place.partition(), row.clustering(), visible, written, head));
    }

    private void range(List<Event> events, RowStream stream, Place place, RangeBound from, RangeBound to) {
        delete(events, stream, place, Clustering.EMPTY, Scope.RANGE, from.deletion(), stream.range(from, to));
    }

    private void delete(
            List<Event> events,
            RowStream stream,
            Place place,
            Clustering clustering,
            Scope scope,
            Deletion deletion,
            @Nullable Struct range) {
        Event event =
                stream.delete(place.partition(), clustering, range, head(place, "d", scope, deletion.timestamp()));
        events.add(event);
        if (scope == Scope.ROW && settings.tombstones() == Tombstones.EMIT) {
            events.add(stream.tombstone(event));
        }
    }

    private Head head(Place place, String operation, Scope scope, long micros) {
        return new Head(place.source(micros), operation, scope, settings.clock().millis());
    }
}

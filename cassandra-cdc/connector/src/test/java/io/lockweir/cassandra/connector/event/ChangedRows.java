package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.RowChange;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/** Updates, merged, as full events. */
final class ChangedRows {
    static final Origin ORIGIN = new Origin("host", new LogPosition(7, 8));
    private static final JsonConverter JSON = new JsonConverter();

    static {
        JSON.configure(Map.of("schemas.enable", "false", "replace.null.with.default", "false"), false);
    }

    private final Merge merge = new Merge(new HeapRowStore(1 << 20), 0);
    private final FullEvents events;

    ChangedRows(Tombstones tombstones, CellMetadata cells) {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(5), ZoneOffset.UTC);
        events = new FullEvents(new EventSettings("bank", "local", "1", tombstones, cells, clock));
    }

    List<Event> of(PartitionUpdate update) {
        return take(merge.apply(update, io.lockweir.cassandra.merge.Origin.LOG));
    }

    List<Event> expire(long clock) {
        return take(merge.expire(clock));
    }

    private List<Event> take(Changes changes) {
        List<Event> all = new ArrayList<>();
        for (@Nullable RowChange change = changes.next(); change != null; change = changes.next()) {
            all.addAll(events.of(change, ORIGIN));
        }
        return all;
    }

    /** {@code topic op key before after cells}, or {@code topic tombstone key}. */
    static String text(Event event) {
        String key = json(event.key());
        Struct value = event.value();
        if (value == null) {
            return event.topic() + " tombstone " + key;
        }
        value.validate();
        return String.join(
                " ",
                event.topic(),
                value.getString("op"),
                key,
                json(value.get("before")),
                json(value.get("after")),
                value.schema().field("cells") == null ? "" : json(value.get("cells")));
    }

    static String json(@Nullable Object struct) {
        return struct == null
                ? "-"
                : new String(JSON.fromConnectData("topic", ((Struct) struct).schema(), struct), StandardCharsets.UTF_8);
    }
}

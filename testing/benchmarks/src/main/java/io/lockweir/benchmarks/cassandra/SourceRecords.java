package io.lockweir.benchmarks.cassandra;

import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.connector.event.EventSettings;
import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.format.LogPosition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** What the connector's task makes of events: records with an offset each, handed over in batches. Here nobody takes them. */
final class SourceRecords {

    static final EventSettings SETTINGS =
            new EventSettings("bench", "cluster", "version", Tombstones.EMIT, CellMetadata.NONE, Clock.systemUTC());

    private static final String HOST = "5b0d0d2e-0000-4000-8000-000000000000";
    private static final Map<String, String> PARTITION = Map.of("connector", "bench");
    private static final int BATCH = 2048;

    private List<SourceRecord> batch = new ArrayList<>();
    private long made;

    static Origin origin(LogPosition position) {
        return new Origin(HOST, position);
    }

    void add(Event event, LogPosition position, int sent) {
        Map<String, Object> offset = new HashMap<>(4);
        offset.put("host." + HOST, position.segment() + ":" + position.offset());
        offset.put("skip", (long) sent);
        batch.add(new SourceRecord(
                PARTITION,
                offset,
                event.topic(),
                null,
                event.keySchema(),
                event.key(),
                event.valueSchema(),
                event.value()));
        made++;
        if (batch.size() == BATCH) {
            batch = new ArrayList<>();
        }
    }

    long made() {
        return made;
    }
}

package io.lockweir.benchmarks.cassandra;

import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import java.util.List;
import java.util.function.Consumer;

/** Records of mutations as they are. */
final class DeltaRecords implements Consumer<Decoded.Mutation> {

    private final DeltaEvents delta;
    private final SourceRecords records = new SourceRecords();

    DeltaRecords(DeltaEvents delta) {
        this.delta = delta;
    }

    @Override
    public void accept(Decoded.Mutation mutation) {
        Origin origin = SourceRecords.origin(mutation.start());
        List<PartitionUpdate> updates = mutation.updates();
        for (int part = 0; part < updates.size(); part++) {
            List<Event> events = delta.of(updates.get(part), origin);
            for (int i = 0; i < events.size(); i++) {
                boolean last = part == updates.size() - 1 && i == events.size() - 1;
                records.add(events.get(i), last ? mutation.end() : mutation.start(), last ? 0 : i + 1);
            }
        }
    }

    long made() {
        return records.made();
    }
}

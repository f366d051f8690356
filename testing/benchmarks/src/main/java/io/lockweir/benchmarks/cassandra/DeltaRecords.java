package io.lockweir.benchmarks.cassandra;

import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import java.util.ArrayList;
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
        List<Event> events = new ArrayList<>();
        for (PartitionUpdate update : mutation.updates()) {
            events.addAll(delta.of(update, origin));
        }
        for (int i = 0; i < events.size(); i++) {
            boolean last = i == events.size() - 1;
            records.add(events.get(i), last ? mutation.end() : mutation.start(), last ? 0 : i + 1);
        }
    }

    long made() {
        return records.made();
    }
}

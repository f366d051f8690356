package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import java.util.ArrayList;
import java.util.List;

/** The events of one mutation, and where each of them leaves the reader. */
record Batch(List<Event> events, LogPosition start, LogPosition end) {

    static Batch of(Decoded.Mutation mutation, Schemas schemas, TableFilter filter, DeltaEvents delta, String host) {
        List<Event> events = new ArrayList<>();
        for (PartitionUpdate update : mutation.updates()) {
            if (schemas.isCaptured(update.table().id())
                    && filter.test(update.table().qualifiedName())) {
                events.addAll(delta.of(update, new Origin(host, mutation.start())));
            }
        }
        return new Batch(events, mutation.start(), mutation.end());
    }

    /** Where to go on once this many events are out. */
    SourceOffset offset(String host, int sent) {
        return sent == events.size() ? new SourceOffset(host, end, 0) : new SourceOffset(host, start, sent);
    }
}

package io.lockweir.benchmarks.cassandra;

import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.connector.event.FullEvents;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.RowChange;
import java.util.function.Consumer;

/** Records of the rows that mutations change. */
final class FullRecords implements Consumer<Decoded.Mutation> {

    private final Merge merge;
    private final FullEvents full;
    private final SourceRecords records = new SourceRecords();

    FullRecords(Merge merge, FullEvents full) {
        this.merge = merge;
        this.full = full;
    }

    @Override
    public void accept(Decoded.Mutation mutation) {
        Origin origin = SourceRecords.origin(mutation.start());
        int sent = 0;
        for (PartitionUpdate update : mutation.updates()) {
            Changes changes = merge.apply(update, io.lockweir.cassandra.merge.Origin.LOG);
            for (RowChange change = changes.next(); change != null; change = changes.next()) {
                for (Event event : full.of(change, origin)) {
                    records.add(event, mutation.start(), ++sent);
                }
            }
        }
    }

    long made() {
        return records.made();
    }
}

package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells the updates of a mutation as the log has them. */
final class LoggedUpdates implements Expansion.Telling {
    private final List<PartitionUpdate> updates;
    private final Function<PartitionUpdate, List<Event>> events;
    private Iterator<Event> ofUpdate = List.<Event>of().iterator();
    private int begun;

    /** @param events of an update; none of one that is not captured */
    LoggedUpdates(List<PartitionUpdate> updates, Function<PartitionUpdate, List<Event>> events) {
        this.updates = updates;
        this.events = events;
    }

    @Override
    public @Nullable Event next() {
        while (!ofUpdate.hasNext()) {
            if (begun == updates.size()) {
                return null;
            }
            ofUpdate = events.apply(updates.get(begun++)).iterator();
        }
        return ofUpdate.next();
    }

    @Override
    public int part() {
        return begun - 1;
    }

    @Override
    public void finish() {
        begun = updates.size();
    }
}

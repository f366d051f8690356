package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.merge.RowChange;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells what a step changes in the rows. */
final class ChangedRows implements Expansion.Telling {
    private final Parts changes;
    private final Function<RowChange, List<Event>> events;
    private Iterator<Event> ofChange = List.<Event>of().iterator();

    ChangedRows(Parts changes, Function<RowChange, List<Event>> events) {
        this.changes = changes;
        this.events = events;
    }

    @Override
    public @Nullable Event next() {
        while (!ofChange.hasNext()) {
            RowChange change = changes.next();
            if (change == null) {
                return null;
            }
            ofChange = events.apply(change).iterator();
        }
        return ofChange.next();
    }

    @Override
    public int part() {
        return changes.number();
    }

    @Override
    public void finish() {
        while (changes.next() != null) {
            // To the end.
        }
    }
}

package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.event.Event;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.RowChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one step: a mutation, a truncation, an expiry, or rows that were read. Made as they are taken, so millions of deletes need no room. The same step on the
 * same state gives the same events in the same order: their number says how far one got.
 */
final class Expansion {
    private final Changes changes;
    private final Function<RowChange, List<Event>> events;
    private final SourceOffset during;
    private final SourceOffset after;
    private final Deque<Event> ready = new ArrayDeque<>();
    private int told;
    private int made;
    private boolean exhausted;

    /**
     * A step.
     *
     * @param during offset in the step; the number of events is added
     * @param after offset behind the last event
     * @param told events that were sent before; {@link Integer#MAX_VALUE} for all of them
     */
    Expansion(
            Changes changes,
            Function<RowChange, List<Event>> events,
            SourceOffset during,
            SourceOffset after,
            int told) {
        this.changes = changes;
        this.events = events;
        this.during = during;
        this.after = after;
        this.told = told;
    }

    /** An event and where it leaves the reader. */
    record Placed(Event event, SourceOffset offset) {}

    /** The next event that was not sent before, or null once the step is done. */
    @Nullable
    Placed next() {
        fill();
        Event event = ready.poll();
        if (event == null) {
            return null;
        }
        fill();
        told++;
        boolean last = exhausted && ready.isEmpty();
        return new Placed(event, last ? after : during.withSkip(told));
    }

    private void fill() {
        while (ready.isEmpty() && !exhausted) {
            RowChange change = changes.next();
            if (change == null) {
                exhausted = true;
            } else if (told != Integer.MAX_VALUE) {
                for (Event event : events.apply(change)) {
                    if (made++ >= told) {
                        ready.add(event);
                    }
                }
            }
        }
    }
}

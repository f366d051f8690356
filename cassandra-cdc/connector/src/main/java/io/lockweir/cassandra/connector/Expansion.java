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
 * same state gives the same changes in the same order: their number says how far one got. Each change has two places, one for a tombstone, whether or not
 * it has one: that is configuration, which may be another the next time.
 */
final class Expansion {
    private static final int PLACES = 2;

    private final Changes changes;
    private final Function<RowChange, List<Event>> events;
    private final SourceOffset during;
    private final SourceOffset after;
    private final Deque<Event> ready = new ArrayDeque<>();
    private final int told;
    private int next;
    private int made;
    private boolean exhausted;

    /**
     * A step.
     *
     * @param during offset in the step; the places of the events sent are added
     * @param after offset behind the last event
     * @param told places of what was sent before; {@link Integer#MAX_VALUE} for all of them
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
        int behind = ++next;
        fill();
        boolean last = exhausted && ready.isEmpty();
        return new Placed(event, last ? after : during.withSkip(behind));
    }

    private void fill() {
        while (ready.isEmpty() && !exhausted) {
            RowChange change = changes.next();
            if (change == null) {
                exhausted = true;
            } else if (told != Integer.MAX_VALUE) {
                take(events.apply(change));
            }
        }
    }

    private void take(List<Event> ofChange) {
        int sent = Math.max(0, told - made);
        if (sent < ofChange.size()) {
            ready.addAll(ofChange.subList(sent, ofChange.size()));
            next = made + sent;
        }
        made = Math.addExact(made, PLACES);
    }
}

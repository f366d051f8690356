package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * The events of one step: a mutation, a truncation, an expiry, or rows that were read. Made as they are taken, so millions of deletes need no room. The
 * same step on the same state gives the same events in the same order: {@link Sent} says how far one got.
 */
final class Expansion {
    private final Telling telling;
    private final SourceOffset during;
    private final SourceOffset after;
    private final Sent before;
    private Sent behind = Sent.NONE;
    private boolean begun;
    private @Nullable Event ahead;

    /** What makes the events. */
    interface Telling {

        /** The next event, or null behind the last. */
        @Nullable
        Event next();

        /** Of the last event. */
        int part();

        /** Takes what is left without events. */
        void finish();
    }

    /**
     * A step.
     *
     * @param during offset in the step; what was sent is added
     * @param after offset behind the last event
     * @param before what was sent before
     */
    Expansion(Telling telling, SourceOffset during, SourceOffset after, Sent before) {
        this.telling = telling;
        this.during = during;
        this.after = after;
        this.before = before;
    }

    /** An event and where it leaves the reader. */
    record Placed(Event event, SourceOffset offset) {}

    /** The next event that was not sent before, or null once the step is done. */
    @Nullable
    Placed next() {
        if (!begun) {
            begun = true;
            ahead = unsent();
        }
        Event event = ahead;
        if (event == null) {
            return null;
        }
        Sent here = behind;
        ahead = unsent();
        return new Placed(event, ahead == null ? after : during.with(here));
    }

    private @Nullable Event unsent() {
        if (before.equals(Sent.ALL)) {
            telling.finish();
            return null;
        }
        for (Event event = telling.next(); event != null; event = telling.next()) {
            behind = behind.behind(telling.part(), event.value() == null);
            if (!before.reaches(behind)) {
                return event;
            }
        }
        return null;
    }
}

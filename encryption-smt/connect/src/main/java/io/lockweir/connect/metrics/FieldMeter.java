package io.lockweir.connect.metrics;

import io.lockweir.connect.record.FieldObserver;
import java.util.concurrent.atomic.LongAdder;

/** Counts the values of one field, for one plugin instance and thread. */
final class FieldMeter implements FieldObserver.FieldCounter {
    private final Runnable firstSeen;
    private final LongAdder values;
    private boolean seen;

    FieldMeter(Runnable firstSeen, LongAdder values) {
        this.firstSeen = firstSeen;
        this.values = values;
    }

    /** Meters a field of a topic beyond the number that is shown: nobody sees it. */
    static FieldMeter unseen() {
        return new FieldMeter(() -> {}, new LongAdder());
    }

    @Override
    public void value() {
        if (!seen) {
            seen = true;
            firstSeen.run();
        }
        values.increment();
    }
}

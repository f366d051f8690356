package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Ids without a good record: bounded, for a short time, and only as long as the store has nothing else of them. Spares the key service
 * the same bad records again and again, and the records of a topic the same wait.
 */
final class UnknownDeks {
    static final int BOUND = 1024;
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private record Name(DekId id, Scope scope) {}

    private record Entry(List<DekRecord> records, long at) {
        boolean holds(List<DekRecord> now, long time) {
            return time >= at && time - at < REMEMBERED.toMillis() && records.equals(now);
        }
    }

    private final Clock clock;
    private final BoundedCache<Name, Entry> bad = new BoundedCache<>(BOUND);
    private final BoundedCache<Name, Entry> waited = new BoundedCache<>(BOUND);

    UnknownDeks(Clock clock) {
        this.clock = clock;
    }

    /** None of these records unwraps to the id. */
    void addBad(DekId id, Scope scope, List<DekRecord> records) {
        bad.put(new Name(id, scope), new Entry(records, clock.millis()));
    }

    boolean isBad(DekId id, Scope scope, List<DekRecord> records) {
        return holds(bad, id, scope, records);
    }

    /** Nothing better than these records arrived within the whole wait. */
    void addWaited(DekId id, Scope scope, List<DekRecord> records) {
        waited.put(new Name(id, scope), new Entry(records, clock.millis()));
    }

    boolean wasWaited(DekId id, Scope scope, List<DekRecord> records) {
        return holds(waited, id, scope, records);
    }

    int size() {
        return Math.max(bad.size(), waited.size());
    }

    private boolean holds(BoundedCache<Name, Entry> entries, DekId id, Scope scope, List<DekRecord> records) {
        Entry entry = entries.get(new Name(id, scope));
        return entry != null && entry.holds(records, clock.millis());
    }
}

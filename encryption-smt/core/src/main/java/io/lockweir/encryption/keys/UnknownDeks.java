package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Ids without a good record: bounded, and for a short time. Spares the key service the same bad records again and again, and the
 * records of a topic the same wait.
 */
final class UnknownDeks {
    static final int BOUND = 1024;
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private record Name(DekId id, Scope scope) {}

    private record Bad(List<DekRecord> records, long at) {}

    private final Clock clock;
    private final Duration waitRemembered;
    private final BoundedCache<Name, Bad> bad = new BoundedCache<>(BOUND);
    private final BoundedCache<Name, Long> waited = new BoundedCache<>(BOUND);

    /**
     * None yet.
     *
     * @param keyWait how long an id is waited for. That it was in vain is remembered as long, so that waiting does not take all of the time
     */
    UnknownDeks(Clock clock, Duration keyWait) {
        this.clock = clock;
        this.waitRemembered = keyWait.compareTo(REMEMBERED) > 0 ? keyWait : REMEMBERED;
    }

    /** None of these records unwraps to the id. */
    void addBad(DekId id, Scope scope, List<DekRecord> records) {
        bad.put(new Name(id, scope), new Bad(records, clock.millis()));
    }

    /** Whether the store has nothing else of the id than what was bad a moment ago. */
    boolean isBad(DekId id, Scope scope, List<DekRecord> records) {
        Bad entry = bad.get(new Name(id, scope));
        return entry != null
                && isYoung(entry.at(), REMEMBERED)
                && entry.records().equals(records);
    }

    /** Nothing good arrived within the whole wait. */
    void addWaited(DekId id, Scope scope) {
        waited.put(new Name(id, scope), clock.millis());
    }

    boolean wasWaited(DekId id, Scope scope) {
        Long at = waited.get(new Name(id, scope));
        return at != null && isYoung(at, waitRemembered);
    }

    int size() {
        return Math.max(bad.size(), waited.size());
    }

    private boolean isYoung(long at, Duration age) {
        long now = clock.millis();
        return now >= at && now - at < age.toMillis();
    }
}

package io.lockweir.kmsserver.vault;

import java.time.Duration;
import java.time.Instant;

/**
 * A token and how long it lives.
 *
 * @param ttl what each renewal adds; zero for a token that never ends
 * @param end when it can't be renewed beyond
 */
record Lease(String token, String namespace, Duration ttl, boolean renewable, Instant expires, Instant end) {

    boolean isOver(Instant now) {
        return !now.isBefore(expires);
    }

    Lease renewed(Instant now) {
        Instant wanted = now.plus(ttl);
        return new Lease(token, namespace, ttl, renewable, wanted.isAfter(end) ? end : wanted, end);
    }

    Lease over(Instant now) {
        return new Lease(token, namespace, ttl, renewable, now, now);
    }

    long secondsLeft(Instant now) {
        return ttl.isZero() ? 0 : Math.max(0, (Duration.between(now, expires).toMillis() + 999) / 1000);
    }

    @Override
    public String toString() {
        return "Lease in " + namespace + " until " + expires;
    }
}

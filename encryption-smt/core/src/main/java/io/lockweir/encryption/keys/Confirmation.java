package io.lockweir.encryption.keys;

import java.time.Duration;

/**
 * When a KEK was last heard of about a data key, and what follows from it at a time. Pure; guarded by its owner.
 *
 * <p>Up to {@code ttl} the key is used; from three quarters of it on, its KEK is asked ahead. If it cannot be asked the key is used on,
 * with an attempt every tenth of the ttl, up to {@code ttl + maxStale}.
 */
final class Confirmation {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final long ttl;
    private final long bound;
    private long at;
    private long askAt;
    private long usableUntil;

    Confirmation(EnvelopeSettings settings, long now) {
        this.ttl = settings.ttl().toMillis();
        this.bound = settings.bound().toMillis();
        confirmed(now);
    }

    /** A KEK answered a question that was asked at this time. */
    void confirmed(long asked) {
        at = asked;
        askAt = asked + ttl / 4 * 3;
        usableUntil = asked + ttl;
    }

    /** No KEK could be asked. */
    void failed(long now) {
        long pause = pause();
        askAt = now + pause;
        // Two pauses: the next attempt shall end before threads begin to ask for themselves.
        usableUntil = Math.min(Math.max(usableUntil, now + 2 * pause), end());
    }

    /** Whether it is time to ask ahead. */
    boolean due(long now) {
        return now >= askAt || now < at;
    }

    /** Whether the key may be used without asking. A clock that was put back proves nothing. */
    boolean usable(long now) {
        return now >= at && now < usableUntil;
    }

    /** Whether the key soon may not be used without asking, though its bound is not reached. */
    boolean runsOut(long now) {
        return usable(now) && usableUntil <= now + 2 * pause();
    }

    /** Whether the key must not be used any more, whatever the KEK would say. */
    boolean over(long now) {
        return now >= end() || now < at;
    }

    /** The first moment at which the key must not be used without another confirmation. */
    long end() {
        return at + bound;
    }

    private long pause() {
        return Math.max(1, Math.min(ttl / 10, LONGEST_PAUSE.toMillis()));
    }
}

package io.lockweir.kmsserver;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a server, or a region of it, does wrong on command. Safe for use by many threads. */
public final class Faults {
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong delayMillis = new AtomicLong();
    private volatile boolean unreachable;

    /** Answers the next requests with the service's word for "too many requests". */
    public void throttleNext(int requests) {
        throttled.set(requests);
    }

    /** Answers the next requests with the service's word for an internal failure. */
    public void failNext(int requests) {
        failed.set(requests);
    }

    /** Closes every connection without an answer, until {@link #reachable}. */
    public void unreachable() {
        unreachable = true;
    }

    public void reachable() {
        unreachable = false;
    }

    /** Waits before every answer. */
    public void slow(Duration wait) {
        delayMillis.set(wait.toMillis());
    }

    /** Back to working well. */
    public void clear() {
        throttled.set(0);
        failed.set(0);
        slow(Duration.ZERO);
        reachable();
    }

    /** Whether connections are closed without an answer. */
    public boolean closesConnections() {
        return unreachable;
    }

    Duration delay() {
        return Duration.ofMillis(delayMillis.get());
    }

    private static int oneLess(int left) {
        return Math.max(0, left - 1);
    }

    /** The failure to answer with in place of the right answer, if one was commanded. */
    public Optional<Kind> next() {
        if (throttled.getAndUpdate(Faults::oneLess) > 0) {
            return Optional.of(Kind.THROTTLED);
        }
        return failed.getAndUpdate(Faults::oneLess) > 0 ? Optional.of(Kind.FAILED) : Optional.empty();
    }

    /** A failure that each service words in its own way. */
    public enum Kind {
        THROTTLED,
        FAILED
    }
}

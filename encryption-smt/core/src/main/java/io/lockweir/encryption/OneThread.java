package io.lockweir.encryption;

import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Detects concurrent use. Two threads on one cipher could seal two plaintexts under one IV, which gives both away: worth a few
 * nanoseconds.
 */
final class OneThread {
    private final AtomicBoolean busy = new AtomicBoolean();

    void enter() {
        if (!busy.compareAndSet(false, true)) {
            throw new ConcurrentModificationException(
                    "An encryption engine is used by two threads at once; make one engine per thread, they may share a key source");
        }
    }

    void leave() {
        busy.setRelease(false);
    }
}

package io.lockweir.cli.store;

import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.KeyUnavailableError;
import java.time.Duration;

/** Waits until a store has read what was published before: what a tool tells or decides must not be of half a store. */
public final class StoreStart {
    private static final Duration POLL = Duration.ofMillis(50);

    private StoreStart() {}

    /**
     * Waits.
     *
     * @param longest without any record being read
     * @throws KeyUnavailableError if it takes longer
     */
    public static void await(DekStore store, Duration longest, Progress progress) {
        long moved = System.nanoTime();
        long seen = -1;
        while (true) {
            DekStore.Progress now = store.progress();
            progress.at(now.read(), now.end());
            if (now.complete()) {
                return;
            }
            if (now.read() != seen) {
                seen = now.read();
                moved = System.nanoTime();
            }
            if (System.nanoTime() - moved > longest.toNanos()) {
                throw new KeyUnavailableError("The store of data keys could not be read within " + longest.toSeconds()
                        + " s: " + now.read() + " of " + now.end()
                        + " records. Check its address and the principal's right to read.");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError("Interrupted while the store of data keys was read", e);
        }
    }
}

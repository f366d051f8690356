package io.lockweir.encryption.keys;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current encrypting key of a scope, shared by the threads of a process. When three quarters of its budget are used the next one
 * is prepared, when nothing is left the next one takes over; without one, encrypting waits, then fails.
 */
final class RotatingKey {
    private static final Logger LOG = LoggerFactory.getLogger(RotatingKey.class);

    /** What a thread may do before it asks again; with a stream to open when the key is another than the one it held. */
    record Lease(WriterKey key, int uses, long bytes, WriterKey.@Nullable Stream stream) {}

    private final Scope scope;
    private final Supplier<CompletableFuture<WriterKey>> generator;
    private final Clock clock;
    private final KeyWait wait;
    private final KeyEvents events;
    private @Nullable WriterKey current;
    private @Nullable WriterKey next;
    private @Nullable CompletableFuture<WriterKey> generating;
    private boolean closed;

    /**
     * No key is generated before the first lease.
     *
     * @param generator begins to make a fresh key; the future may fail with a {@link KeyUnavailableError}
     * @param wait how long a thread waits for it when there is none
     */
    RotatingKey(
            Scope scope,
            Supplier<CompletableFuture<WriterKey>> generator,
            Clock clock,
            KeyWait wait,
            KeyEvents events) {
        this.scope = scope;
        this.generator = generator;
        this.clock = clock;
        this.wait = wait;
        this.events = events;
    }

    /** With a generator that needs nobody: its keys are there at once. */
    static RotatingKey immediate(Scope scope, Supplier<WriterKey> generator, Clock clock, KeyEvents events) {
        return new RotatingKey(scope, () -> immediately(generator), clock, KeyWait.NONE, events);
    }

    private static CompletableFuture<WriterKey> immediately(Supplier<WriterKey> generator) {
        try {
            return CompletableFuture.completedFuture(generator.get());
        } catch (KeyUnavailableError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    long now() {
        return clock.millis();
    }

    /** Uses for one more plaintext at least; {@code held} is the key of which the thread already has a stream. */
    Lease lease(int plaintextBytes, @Nullable WriterKey held) {
        while (true) {
            Lease lease = leaseNow(plaintextBytes, held);
            if (lease != null) {
                events.leased(lease.key().key().id(), lease.uses());
                return lease;
            }
            wait.until(this::generation, RotatingKey::mayPass);
        }
    }

    private synchronized @Nullable Lease leaseNow(int plaintextBytes, @Nullable WriterKey held) {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The key source was closed; nothing is encrypted with it any more",
                    null);
        }
        long now = clock.millis();
        WriterKey key = current;
        if (key == null || !key.serves(plaintextBytes, now) || (key != held && !key.hasStream())) {
            key = successor(plaintextBytes, now);
        }
        if (key == null) {
            return null;
        }
        WriterKey.Stream stream = key == held ? null : key.openStream();
        Lease lease = new Lease(key, key.takeUses(), key.takeBytes(plaintextBytes), stream);
        if (next == null && generating == null && key.wantsSuccessor(now)) {
            CompletableFuture<WriterKey> unused = generation().whenComplete(RotatingKey::report);
        }
        return lease;
    }

    synchronized void giveBack(WriterKey key, int uses, long bytes) {
        key.giveBack(uses, bytes);
        events.leased(key.key().id(), -uses);
    }

    synchronized void closeStream(WriterKey key, WriterKey.Stream stream) {
        key.closeStream(stream);
    }

    /** Ends the use of a key. Under the same lock as opening a stream of it, so that none is opened of a wiped key. */
    synchronized void retire(WriterKey key) {
        key.wipe();
        if (current == key) {
            current = null;
        }
        if (next == key) {
            next = null;
        }
    }

    synchronized boolean prepared() {
        return next != null;
    }

    synchronized void close() {
        closed = true;
        if (current != null) {
            current.wipe();
        }
        if (next != null) {
            next.wipe();
        }
    }

    private @Nullable WriterKey successor(int plaintextBytes, long now) {
        WriterKey key = next;
        if (key == null) {
            return null;
        }
        if (!key.fits(plaintextBytes)) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.MISSING,
                    "One value of " + plaintextBytes
                            + " bytes is larger than the whole byte budget of a data key; raise the budget or do not encrypt this field",
                    null);
        }
        next = null;
        if (!key.serves(plaintextBytes, now)) {
            // Prepared long ago, and its time has passed since.
            key.wipe();
            return null;
        }
        if (current != null) {
            // Threads that still hold a lease have a cipher of their own.
            current.wipe();
        }
        current = key;
        LOG.info("Encrypting with data key {}", key.key().id());
        events.rotated(scope, key.key().id());
        return key;
    }

    /** The making of the next key: one at a time, whoever asks. */
    private synchronized CompletableFuture<WriterKey> generation() {
        CompletableFuture<WriterKey> running = generating;
        if (running == null) {
            // The stage, not what it depends on: who waits for it shall find the key in its place.
            running = generator.get().whenComplete((key, failure) -> generated(key));
            generating = running.isDone() ? null : running;
        }
        return running;
    }

    private synchronized void generated(@Nullable WriterKey key) {
        generating = null;
        if (key == null) {
            return;
        }
        if (closed) {
            key.wipe();
        } else {
            next = key;
        }
    }

    private static void report(@Nullable WriterKey key, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            LOG.warn(
                    "The next data key could not be prepared; the current one goes on, and the next lease tries again: {}",
                    cause instanceof KeyUnavailableError
                            ? cause.getMessage()
                            : failure.getClass().getName());
        }
    }

    static boolean mayPass(Throwable failure) {
        return failure instanceof KeyUnavailableError error && error.reason() == KeyUnavailableError.Reason.UNAVAILABLE;
    }
}

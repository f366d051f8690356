package io.lockweir.encryption.keys;

import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current encrypting key of a scope, shared by the threads of a process. When three quarters of its budget are used the next one
 * is prepared, when nothing is left the next one takes over; without one, encrypting fails.
 */
final class RotatingKey {
    private static final Logger LOG = LoggerFactory.getLogger(RotatingKey.class);

    /** What a thread may do before it asks again; with a stream to open when the key is another than the one it held. */
    record Lease(WriterKey key, int uses, long bytes, WriterKey.@Nullable Stream stream) {}

    private final Supplier<WriterKey> generator;
    private final Clock clock;
    private @Nullable WriterKey current;
    private @Nullable WriterKey next;
    private volatile boolean closed;

    /**
     * No key is generated before the first lease.
     *
     * @param generator makes a fresh key, or throws {@link KeyUnavailableError}
     */
    RotatingKey(Supplier<WriterKey> generator, Clock clock) {
        this.generator = generator;
        this.clock = clock;
    }

    long now() {
        return clock.millis();
    }

    boolean closed() {
        return closed;
    }

    /** Uses for one more plaintext at least; {@code held} is the key of which the thread already has a stream. */
    synchronized Lease lease(int plaintextBytes, @Nullable WriterKey held) {
        if (closed) {
            throw new KeyUnavailableError("The key source was closed; nothing is encrypted with it any more");
        }
        long now = clock.millis();
        WriterKey key = current;
        if (key == null || !key.serves(plaintextBytes, now) || (key != held && !key.hasStream())) {
            key = successor(plaintextBytes, now);
        }
        WriterKey.Stream stream = key == held ? null : key.openStream();
        Lease lease = new Lease(key, key.takeUses(), key.takeBytes(plaintextBytes), stream);
        if (next == null && key.wantsSuccessor(now)) {
            prepare();
        }
        return lease;
    }

    synchronized void giveBack(WriterKey key, int uses, long bytes) {
        key.giveBack(uses, bytes);
    }

    synchronized void closeStream(WriterKey key, WriterKey.Stream stream) {
        key.closeStream(stream);
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

    private WriterKey successor(int plaintextBytes, long now) {
        WriterKey key = next;
        next = null;
        if (key == null || !key.serves(plaintextBytes, now)) {
            key = generator.get();
        }
        if (!key.serves(plaintextBytes, now)) {
            throw new KeyUnavailableError(
                    "One value of " + plaintextBytes
                            + " bytes is larger than the whole byte budget of a data key; raise the budget or do not encrypt this field");
        }
        if (current != null) {
            // Threads that still hold a lease have a cipher of their own.
            current.wipe();
        }
        current = key;
        LOG.info("Encrypting with data key {}", key.key().id());
        return key;
    }

    private void prepare() {
        try {
            next = generator.get();
        } catch (KeyUnavailableError e) {
            LOG.warn(
                    "The next data key could not be prepared; the current one goes on, and the next lease tries again",
                    e);
        }
    }
}

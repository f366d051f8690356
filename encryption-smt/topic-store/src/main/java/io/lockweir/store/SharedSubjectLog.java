package io.lockweir.store;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Shared;
import io.lockweir.encryption.shred.SubjectLog;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One user's hold on the shared topic of subjects. */
final class SharedSubjectLog implements SubjectLog {
    private final Shared.Hold<KafkaLog> held;
    private volatile @Nullable Follower follower;
    private volatile boolean closed;

    SharedSubjectLog(Shared.Hold<KafkaLog> held) {
        this.held = held;
    }

    @Override
    public int partitions() {
        return held.value().partitions();
    }

    @Override
    public void follow(Follower following) {
        follower = following;
        log().follow(following);
    }

    @Override
    public void scan(int partition, long from, Follower once) {
        log().scan(partition, from, once);
    }

    @Override
    public CompletableFuture<Long> append(int partition, byte[] key, byte @Nullable [] value) {
        return log().append(partition, key, value);
    }

    @Override
    public void awaitFollowed(int partition, long offset) {
        log().awaitFollowed(partition, offset);
        log();
    }

    @Override
    public void awaitEnd() {
        log().awaitEnd();
        log();
    }

    @Override
    public Optional<Entry> read(int partition, long offset) {
        return log().read(partition, offset);
    }

    @Override
    public void checkFresh() {
        log().checkFresh();
    }

    @Override
    public boolean usable() {
        Follower following = follower;
        return held.value().usable() && (following == null || held.value().follows(following));
    }

    @Override
    public void close() {
        closed = true;
        Follower following = follower;
        if (following != null) {
            held.value().leave(following);
        }
        held.release();
    }

    /** The log, as long as it may be used here. */
    private KafkaLog log() {
        if (closed) {
            throw new KeyUnavailableError(KeyUnavailableError.Reason.CLOSED, "The log of subjects was closed", null);
        }
        Follower following = follower;
        if (following != null) {
            held.value().check(following);
        }
        return held.value();
    }

    @Override
    public String toString() {
        return held.value().toString();
    }
}

package io.lockweir.encryption.shred;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The log that holds the keys of subjects: partitions of records in a total order each, never rewritten, of which a record of the same
 * key may some day remove an older one. All processes see the same order. Safe for use by many threads.
 */
public interface SubjectLog extends AutoCloseable {

    /** One record. Whoever has it must not change its arrays. */
    @SuppressWarnings("ArrayRecordComponent") // A million pass at a start.
    record Entry(int partition, long offset, byte[] key, byte @Nullable [] value) {}

    /** Is given the records, in their order per partition, by one thread. */
    @FunctionalInterface
    interface Follower {
        void accept(Entry entry);
    }

    /** How many partitions it has now. */
    int partitions();

    /**
     * Begins to give all records, old and new, to the follower, and returns when it has been given everything that stood in the log at the time of the
     * call. To be called once.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if that takes too long, or the log cannot be read
     */
    void follow(Follower follower);

    /** As {@link #scan(int, long, Follower)}, from the beginning. */
    default void scan(int partition, Follower follower) {
        scan(partition, 0, follower);
    }

    /**
     * Gives the records of one partition from an offset on up to its present end, in the calling thread.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if the log cannot be read
     */
    void scan(int partition, long from, Follower follower);

    /** Adds a record; completes with its offset when it is stored durably. */
    CompletableFuture<Long> append(int partition, byte[] key, byte @Nullable [] value);

    /**
     * Returns when the follower has been given what stands at an offset.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if that takes too long
     */
    void awaitFollowed(int partition, long offset);

    /**
     * Returns when the follower has been given everything that stands in the log now.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if that takes too long
     */
    void awaitEnd();

    /**
     * The record at an offset; empty when it was removed.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if the log cannot be read
     */
    Optional<Entry> read(int partition, long offset);

    /**
     * Fails when the follower has not had contact with the log for so long that it may have missed a SHRED.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError then
     */
    void checkFresh();

    /** Whether somebody new may use it too: not once following it has failed for good. */
    boolean usable();

    @Override
    void close();
}

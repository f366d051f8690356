package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import org.jspecify.annotations.Nullable;

/** What is kept of one partition. Valid until another partition of the store is changed. */
public interface StoredPartition {

    PartitionDeletions deletions();

    /** Replaces the deletions; {@link PartitionDeletions#NONE} removes them. */
    void putDeletions(PartitionDeletions deletions);

    /** A row's bytes, or null. Nobody may change them. */
    byte @Nullable [] row(Slice key);

    /**
     * Keeps a row.
     *
     * @param bytes taken over: nobody may change them
     * @param nextExpiry when the first of what is live in it ends, in seconds since 1970, or {@code Cell.NO_DELETION_TIME}
     * @throws StateFullException if it does not fit
     */
    void putRow(Slice key, byte[] bytes, long nextExpiry);

    void removeRow(Slice key);

    /** The first row at or behind a key. */
    @Nullable
    StoredRow rowFrom(Slice key);

    /** The first row behind a key. */
    @Nullable
    StoredRow rowBehind(Slice key);
}

package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * One value with its timestamp, or its deletion.
 *
 * @param path of an element: a list's time UUID, a set's element, a map's key, a user type's field number in two bytes; null in a simple column
 * @param timestamp microseconds since 1970 by convention
 * @param ttl seconds, or {@link #NO_TTL}
 * @param localDeletionTime in seconds since 1970, when an expiring cell ends or when a deleted one was deleted, or {@link #NO_DELETION_TIME}
 * @param value {@linkplain Slice#isEmpty empty} of a tombstone and of a set's element; also a live value may be empty. A counter's are shards
 */
public record Cell(Column column, @Nullable Slice path, long timestamp, int ttl, long localDeletionTime, Slice value)
        implements ColumnData {

    public static final int NO_TTL = 0;
    public static final long NO_DELETION_TIME = Long.MAX_VALUE;

    /** What Cassandra makes of a time that its format cannot hold (after 2038 in version 7): the largest but one of 32 bits. */
    public static final long INVALID_DELETION_TIME = 0xFFFF_FFFEL;

    /**
     * The time to live of a cell that was read by a query, which tells when it ends and not how long it was to live: the largest that Cassandra
     * takes, so that beside the same cell out of the log, whose time to live is known, it loses (the lower one wins).
     */
    public static final int UNKNOWN_TTL = 20 * 365 * 24 * 60 * 60;

    /** The timestamp of a cell that was read by a query which does not tell it: the least that is one, so that whatever is known wins. */
    public static final long UNKNOWN_TIMESTAMP = Long.MIN_VALUE + 1;

    public boolean isTombstone() {
        return localDeletionTime != NO_DELETION_TIME && ttl == NO_TTL;
    }

    public boolean isExpiring() {
        return ttl != NO_TTL;
    }
}

package io.lockweir.cassandra.format.mutation;

/**
 * A deletion of all that was written at or below a timestamp: of a partition, a range, a row or a collection.
 *
 * @param timestamp microseconds since 1970 by convention; any number but the least, for a client may give it
 * @param localDeletionTime when the node took it, in seconds since 1970: {@code gc_grace_seconds} count from here
 */
public record Deletion(long timestamp, long localDeletionTime) {

    /** Nothing is deleted. */
    public static final Deletion NONE = new Deletion(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean isNone() {
        return timestamp == Long.MIN_VALUE;
    }

    /** Whether what was written at a timestamp is gone. */
    public boolean deletes(long written) {
        return !isNone() && written <= timestamp;
    }
}

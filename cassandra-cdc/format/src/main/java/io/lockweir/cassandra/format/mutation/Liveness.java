package io.lockweir.cassandra.format.mutation;

/**
 * The row marker: an {@code INSERT} leaves a row that exists without any column, an {@code UPDATE} does not.
 *
 * @param timestamp microseconds since 1970 by convention
 * @param ttl seconds, or {@link Cell#NO_TTL}; {@link #EXPIRED_TTL} marks a row of a view whose liveness ended
 * @param localExpirationTime when it expires, in seconds since 1970, or {@link Cell#NO_DELETION_TIME}
 */
public record Liveness(long timestamp, int ttl, long localExpirationTime) {

    /** The time to live by which Cassandra writes that a marker is over already (materialized views). */
    public static final int EXPIRED_TTL = Integer.MAX_VALUE;

    /** No row marker. */
    public static final Liveness NONE = new Liveness(Long.MIN_VALUE, Cell.NO_TTL, Cell.NO_DELETION_TIME);

    /** The marker of a row that a query found: no query tells whether there is one. Whatever is known of a marker, or deletes one, wins. */
    public static final Liveness ASSUMED = new Liveness(Cell.UNKNOWN_TIMESTAMP, Cell.NO_TTL, Cell.NO_DELETION_TIME);

    public boolean isAssumed() {
        return timestamp == Cell.UNKNOWN_TIMESTAMP;
    }

    public boolean isNone() {
        return timestamp == Long.MIN_VALUE;
    }

    public boolean isExpiring() {
        return ttl != Cell.NO_TTL;
    }
}

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

    private static final long NOBODY_SAW_IT = -1;

    /** The marker of a row that a query found: no query tells whether there is one. Whatever is known of a marker wins. */
    public static final Liveness ASSUMED = assumed(Cell.UNKNOWN_TIMESTAMP);

    /**
     * The marker of a row that a query found although its partition has deletions.
     *
     * @param timestamp if there is a marker, its timestamp is not smaller
     */
    public static Liveness assumed(long timestamp) {
        return new Liveness(timestamp, Cell.NO_TTL, NOBODY_SAW_IT);
    }

    public boolean isAssumed() {
        return ttl == Cell.NO_TTL && localExpirationTime == NOBODY_SAW_IT;
    }

    public boolean isNone() {
        return timestamp == Long.MIN_VALUE;
    }

    public boolean isExpiring() {
        return ttl != Cell.NO_TTL;
    }
}

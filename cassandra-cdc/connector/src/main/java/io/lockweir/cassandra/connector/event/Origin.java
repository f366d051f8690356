package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.LogPosition;

/**
 * Where a mutation stands.
 *
 * @param host id of the node whose log it is
 * @param arrival whether it came while what it competes with was still known
 */
public record Origin(String host, LogPosition position, Arrival arrival) {

    /** Of a mutation in time. */
    public Origin(String host, LogPosition position) {
        this(host, position, Arrival.IN_TIME);
    }

    /** Whether a write came before the tombstones of its row were forgotten. */
    public enum Arrival {
        IN_TIME,
        /** Arbitrated by reading the row. */
        LATE
    }
}

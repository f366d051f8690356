package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.format.LogPosition;

/**
 * What a state has merged.
 *
 * @param position all entries of the log that end at or before it
 * @param clock times to live up to it have ended, in seconds since 1970; 0 for none
 * @param readings how often rows were read from the node
 */
public record Place(LogPosition position, long clock, long readings) {
    /** Of an empty state, before the oldest segment there is. */
    public static final Place NOTHING = new Place(new LogPosition(0, 0), 0, 0);

    public boolean isNothing() {
        return equals(NOTHING);
    }
}

package io.lockweir.cassandra.connector;

/**
 * How much of a step is out: all parts before one, and of that one so many places. A part is an update of the mutation, or a row that was read: which tables
 * are captured is configuration, which may be another the next time, and takes or leaves whole parts. Each event has a place, and so has the tombstone
 * that may follow it, whether or not it does: that is configuration too.
 */
record Sent(int part, int places) {
    static final Sent NONE = new Sent(0, 0);
    static final Sent ALL = new Sent(Integer.MAX_VALUE, Integer.MAX_VALUE);

    boolean isNone() {
        return equals(NONE);
    }

    /** Whether the event is out behind which so much is. */
    boolean reaches(Sent behind) {
        return behind.part < part || (behind.part == part && behind.places <= places);
    }

    /** Behind one more event of a part. */
    Sent behind(int nextPart, boolean tombstone) {
        int before = nextPart == part ? places : 0;
        int even = Math.addExact(before, before % 2);
        return new Sent(nextPart, tombstone ? even : Math.addExact(even, 1));
    }
}

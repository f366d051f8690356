package io.lockweir.cassandra.connector;

/** What {@code images=full} does with rows that were written before the connector was started first. */
enum SnapshotMode {
    /** Reads each captured table once. */
    INITIAL,
    /** Leaves them out until they are written to again. */
    NO_DATA
}

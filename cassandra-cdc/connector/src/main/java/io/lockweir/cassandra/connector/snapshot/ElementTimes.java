package io.lockweir.cassandra.connector.snapshot;

/** Whether the node tells the timestamps of the elements of collections and user types that are not frozen. */
public enum ElementTimes {
    /** As Cassandra 5.0 does. */
    TOLD,
    /** As Cassandra 4.1 does, whose queries refuse to ask. */
    UNKNOWN;

    /**
     * Of a node.
     *
     * @param release as the node tells it, for instance {@code 4.1.9}
     */
    public static ElementTimes of(String release) {
        return release.startsWith("4.") ? UNKNOWN : TOLD;
    }
}

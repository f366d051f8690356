package io.lockweir.cassandra.connector.event;

import java.time.Clock;

/**
 * What is the same in all events of a task.
 *
 * @param prefix of the topics
 * @param cluster name of the cluster, as the node has it
 * @param version of the plugin
 * @param tombstones whether a delete of a row is followed by a record without value
 * @param cells what {@code full} events tell about the cells of {@code after}
 */
public record EventSettings(
        String prefix, String cluster, String version, Tombstones tombstones, CellMetadata cells, Clock clock) {

    /** What follows the delete of a row. */
    public enum Tombstones {
        EMIT,
        OMIT
    }

    /** What stands beside values. */
    public enum CellMetadata {
        /** Of every cell when it was written and when it ends. */
        ALL,
        NONE
    }
}

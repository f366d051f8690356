package io.lockweir.cassandra.connector.metrics;

/**
 * Metrics of one connector on one worker, as {@code io.lockweir:type=cassandra-source,connector=NAME}. Counts are since the task's start
 * and hold what was read again.
 */
public interface SourceMetricsMXBean {
    /** Mutations of the log that were decoded, those of tables that are not captured included. */
    long getMutations();

    /** Records handed to Connect, heartbeats included. */
    long getRecords();

    /** Mutations left out because they name a table of {@code skip.table.ids}. */
    long getSkipped();

    /** Mutations passed over for any other reason. Always 0: there is a HOLD instead. */
    long getDropped();

    /** Writes that came after what they might have changed was given up, and were arbitrated by reading the row. */
    long getLate();

    /** Bytes of the log between where we read and its end, as far as the node has told it; -1 before the first look. */
    long getLagBytes();

    /** Least age of what is not read yet, in milliseconds; 0 at the log's end, -1 before the first look. */
    long getLagMs();

    /** Segments in the spool. */
    int getSegments();

    /** Size of the segments in the spool, which take disk until they are freed. */
    long getSpoolBytes();

    /** Rows in the state of {@code images=full}; -1 without one. */
    long getStateRows();

    /** Bytes of the state in the heap, as estimated; -1 without one. */
    long getStateBytes();

    /** Age of the last checkpoint of the state, in milliseconds; -1 without one. */
    long getCheckpointAgeMs();

    /** Tables whose rows are still being read from the node; -1 where none are read. */
    int getSnapshotTablesLeft();

    /** Rows that were told since they were read from the node, late ones included. */
    long getSnapshotRows();

    /** 1 if the task stopped with a HOLD; stays until it is started again. */
    int getHeld();

    /** Name of the HOLD, as in docs/cassandra.md; empty without one. */
    String getHoldReason();

    /** Since when, in milliseconds since 1970; -1 without one. */
    long getHoldSinceMs();
}

package io.lockweir.sink;

/** Metrics of one table on one worker, as {@code io.lockweir:type=iceberg-sink-table,connector=NAME,table=NAME}. */
public interface TableMetricsMXBean {
    /** Snapshots made. */
    long getCommits();

    /** Rows of these snapshots. */
    long getCommittedRows();

    /** Size of the data and delete files of these snapshots. */
    long getCommittedBytes();

    /** Slices that did not fit what the table said. */
    long getConflicts();

    /** Attempts without a clear answer, and loads that failed. */
    long getCommitFailures();

    /** Epoch milliseconds up to which the table has everything of the worker's partitions; negative if unknown. */
    long getValidThroughMs();

    /** Age of that time; negative if unknown. */
    long getLagMs();

    /** Offsets up to the ends of the logs that the table lacks, as of the last probe; negative if unknown. */
    long getLagRecords();

    /** Least number of offsets between where the table stands and where a log begins; negative if unknown. */
    long getOffsetsAboveLogStart();

    /** 1 if the table lags and stands near the start of a log, where retention deletes; else 0. */
    int getRetentionAlarm();

    /** 1 if the table holds, else 0. */
    int getHeld();

    /** Id of the HOLD, of several the first; empty if there is none. */
    String getHoldId();

    /** Reason of the HOLD. */
    String getHoldReason();

    /** Epoch milliseconds since when the table holds; 0 if it does not. */
    long getHoldSinceMs();
}

package io.lockweir.sink;

import java.util.List;
import java.util.Map;

/** Metrics of one connector on one worker, as {@code io.lockweir:type=iceberg-sink,connector=NAME}. */
public interface SinkMetricsMXBean {
    /** Rows handed to data files, rows read again included. */
    long getRows();

    /** Records that said that a row goes, of upserted tables. */
    long getDeleted();

    long getFiltered();

    long getQuarantined();

    /** Records that did not keep a quality rule, by its name; records read again included. */
    Map<String, Long> getViolations();

    /** Records passed over because their partition was not, or not now, to be read; they come again. */
    long getDropped();

    /** Snapshots made. */
    long getCommits();

    long getCommittedRows();

    /** Size of the data and delete files of these snapshots. */
    long getCommittedBytes();

    /** Snapshots published to the ledger topic, those of other workers and doubles included. */
    long getLedgerEntries();

    /** Attempts to publish that failed; each is made again. */
    long getLedgerFailures();

    /** Offsets up to the ends of the logs that tables lack, as of the last probes; negative if unknown. */
    long getLagRecords();

    /** Tables that stand near the start of a log, where retention deletes. */
    long getRetentionAlarms();

    /** Slices that did not fit what the table said. */
    long getConflicts();

    /** Attempts without a clear answer, and loads that failed. */
    long getCommitFailures();

    /** Times a table was read again from where it stood. */
    long getRewinds();

    /** HOLDs in force: what they are and what to do. */
    List<String> getHolds();

    /** The same, with reason and since when. */
    List<HoldInForce> getHoldsInForce();

    int getHoldCount();

    /** Age of the oldest row, by event time, that was read and is not yet in its table; 0 if there is none. */
    long getFreshnessLagMs();

    /** Heap that files being written and slices waiting for their commit take in all tasks, as estimated. */
    long getHeldBytes();
}

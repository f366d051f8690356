package io.lockweir.sink.feed;

/**
 * How one task stands with one table.
 *
 * @param validThroughMs time up to which the table has everything of the task's partitions; negative if unknown
 * @param lagRecords offsets up to the ends of the logs that the table lacks, as of the last probe; negative if unknown
 * @param aboveStart least number of offsets between where the table stands and where a log begins; negative if unknown
 * @param alarm whether a log's start comes near
 */
public record Standing(long validThroughMs, long lagRecords, long aboveStart, boolean alarm) {}

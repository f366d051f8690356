package io.lockweir.cassandra.format.log;

/**
 * What two sync markers enclose, without them.
 *
 * <p>Positions are logical, as if the log were not compressed: each section's marker and plain content one behind the other. In a plain
 * log they are the offsets in the file.
 *
 * @param fileStart where the section's bytes begin in the file, behind the marker
 * @param fileEnd where they end, and the next marker stands
 * @param start logical start of the entries
 * @param end logical end of the entries
 */
record Section(int fileStart, int fileEnd, int start, int end) {}

package io.lockweir.cassandra.format;

/**
 * One entry of the log, its checksums verified: a mutation, not yet decoded.
 *
 * @param start where the entry begins
 * @param end where it ends, and the next begins or a sync marker stands
 * @param mutation the entry's content, a view of the chunk that was read
 */
public record Entry(LogPosition start, LogPosition end, LogVersion version, Slice mutation) {}

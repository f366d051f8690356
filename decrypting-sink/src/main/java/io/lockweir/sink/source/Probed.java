package io.lockweir.sink.source;

/**
 * What lies between a position and the end of a partition's log, for readers of what is committed.
 *
 * @param start where the log begins
 * @param end where it ends: everything below is decided, by commit or abort
 * @param reached whether no record lies between the position and the end; markers of transactions and aborted records may
 */
public record Probed(long start, long end, boolean reached) {}

package io.lockweir.sink.start;

/**
 * What a partition's log holds now.
 *
 * @param start first offset still there
 * @param end offset the next record will get
 */
public record LogBounds(long start, long end) {}

package io.lockweir.sink.facts;

/**
 * Who writes: the same for every snapshot of a connector on a worker.
 *
 * @param principal who the catalog takes us for, or {@code -}
 */
public record Writer(String connector, String sinkId, String build, String principal) {}

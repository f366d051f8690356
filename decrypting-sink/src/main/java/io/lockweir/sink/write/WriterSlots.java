package io.lockweir.sink.write;

/**
 * How many files the slices of a task write to at the same time. A Parquet writer takes megabytes before its first row, so
 * the rows of further files wait in memory until theirs is written in one go. Thread-safe.
 */
final class WriterSlots {
    private final int limit;
    private int taken;

    WriterSlots(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A task needs at least one open file");
        }
        this.limit = limit;
    }

    /** Returns whether one more file may be written to, which {@link #release} ends. */
    synchronized boolean take() {
        if (taken >= limit) {
            return false;
        }
        taken++;
        return true;
    }

    synchronized void release() {
        taken--;
    }
}

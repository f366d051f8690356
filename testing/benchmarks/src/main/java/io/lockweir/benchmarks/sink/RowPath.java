package io.lockweir.benchmarks.sink;

import java.io.IOException;

/** One way of getting rows into data files. Used by one thread. */
interface RowPath extends AutoCloseable {

    String label();

    /** Writes rows of the workload, from the n-th on, closes the files, and throws them away; times the writing only. */
    void write(long from, int batches, CpuClock clock);

    @Override
    void close() throws IOException;
}

package io.lockweir.benchmarks.sink;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Adds up the processor time of the calling thread, while it runs. */
final class CpuClock {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long nanos;

    void time(Runnable work) {
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        nanos += threads.getCurrentThreadCpuTime() - before;
    }

    long nanos() {
        return nanos;
    }
}

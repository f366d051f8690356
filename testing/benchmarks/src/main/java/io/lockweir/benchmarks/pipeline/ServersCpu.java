package io.lockweir.benchmarks.pipeline;

import java.time.Duration;

/**
 * Processor time of all servers together. On a machine that does something else besides, it says more than the clock.
 * Servers are processes below this one; what a process that ended had used is not counted.
 */
final class ServersCpu {

    private final Duration begin = used();

    /** Since this object was made. */
    Duration sinceBegin() {
        return used().minus(begin);
    }

    private static Duration used() {
        return ProcessHandle.current()
                .descendants()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}

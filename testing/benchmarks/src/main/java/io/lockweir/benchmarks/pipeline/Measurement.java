package io.lockweir.benchmarks.pipeline;

import java.time.Duration;

/** What one run gave. */
record Measurement(double eventsPerSecond, double cpuMicrosPerEvent) {

    static Measurement of(long changes, Duration elapsed, Duration cpu) {
        return new Measurement(changes / (elapsed.toNanos() / 1e9), cpu.toNanos() / 1e3 / changes);
    }
}

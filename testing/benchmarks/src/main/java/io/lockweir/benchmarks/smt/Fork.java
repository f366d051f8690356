package io.lockweir.benchmarks.smt;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one fresh JVM measured.
 *
 * @param microseconds per record
 * @param garbageBytes allocated per record, from JMH's gc profiler
 */
record Fork(double microseconds, double garbageBytes) {

    private static final String ALLOCATED_PER_CALL = "gc.alloc.rate.norm";

    static Fork run(Measured measured, Effort effort) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(measured.pattern())
                .param("shape", measured.shape().name())
                .threads(measured.threads())
                .forks(1)
                .warmupIterations(effort.warmups(measured.threads()))
                .warmupTime(TimeValue.milliseconds(effort.iterationMillis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (measured.treats()) {
            options.param("treatment", measured.treatment().name());
        }
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            return of(results.iterator().next());
        } catch (RunnerException failed) {
            throw new IllegalStateException(measured + " failed", failed);
        }
    }

    @SuppressWarnings("rawtypes") // JMH declares Map<String, Result>
    private static Fork of(RunResult result) {
        double garbage = result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ALLOCATED_PER_CALL))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH's gc profiler gave no " + ALLOCATED_PER_CALL))
                .getValue()
                .getScore();
        // The median of the iterations: one that fell into a stall of the machine does not count.
        return new Fork(result.getPrimaryResult().getStatistics().getPercentile(50), garbage);
    }
}

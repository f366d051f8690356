package io.lockweir.benchmarks.serde;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Time per record over that of the inner serializer alone, in fresh JVMs that alternate.
 *
 * @param rounds forks of each measured thing
 * @param warmups iterations of a fork that do not count
 * @param iterations of a fork that count
 * @param iterationMillis how long each is
 */
public record SerdeRun(int rounds, int warmups, int iterations, int iterationMillis) {
    private static final double WANTED_US = 1.5;

    private record Measured(String method, Around around) {
        String name() {
            return "serde." + around.label() + (method.equals("read") ? ".read" : "");
        }
    }

    public static SerdeRun full(int rounds) {
        return new SerdeRun(rounds, 10, 9, 400);
    }

    /** A look, not a number to publish. */
    public static SerdeRun quick(int rounds) {
        return new SerdeRun(rounds, 8, 5, 400);
    }

    /** Blocks for as long as it takes; tells {@code progress} of every fork. */
    public List<Result> run(Consumer<String> progress) {
        Map<Measured, List<Double>> times = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (String method : List.of("write", "read")) {
                for (Around around : Around.values()) {
                    Measured measured = new Measured(method, around);
                    double time = fork(measured);
                    times.computeIfAbsent(measured, first -> new ArrayList<>()).add(time);
                    progress.accept("round %d/%d %s %s: %.3f us".formatted(round, rounds, method, around, time));
                }
            }
        }
        List<Result> results = new ArrayList<>();
        times.forEach((measured, all) -> {
            if (measured.around() != Around.NOTHING) {
                List<Double> inner = times.getOrDefault(new Measured(measured.method(), Around.NOTHING), List.of());
                boolean stated =
                        measured.around() == Around.FIELD && measured.method().equals("write");
                results.add(Result.over(measured.name() + ".over_inner_us", new Rounds(all), new Rounds(inner), "us")
                        .wanting(stated ? Bound.atMost(WANTED_US) : Bound.NONE));
            }
        });
        return results;
    }

    /** The median of a fork's iterations: one that fell into a stall of the machine does not count. */
    private double fork(Measured measured) {
        Options options = new OptionsBuilder()
                .include("^" + SerdeBenchmark.class.getName().replace(".", "\\.") + "\\." + measured.method() + "$")
                .param("around", measured.around().name())
                .forks(1)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(iterationMillis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(iterationMillis))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        try {
            RunResult result = new Runner(options).run().iterator().next();
            return result.getPrimaryResult().getStatistics().getPercentile(50);
        } catch (RunnerException failed) {
            throw new IllegalStateException(measured.name() + " failed", failed);
        }
    }
}

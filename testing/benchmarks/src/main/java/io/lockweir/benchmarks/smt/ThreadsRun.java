package io.lockweir.benchmarks.smt;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Eight threads with a transform each, as eight tasks of a worker have them, against one, and against as many as the machine has
 * processors; and the bare cipher likewise, which shows what the machine can do at best.
 */
public final class ThreadsRun {

    private static final Shape SHAPE = Shape.FIELD28;
    private static final int THREADS = 8;
    private static final int PROCESSORS = Math.min(THREADS, Runtime.getRuntime().availableProcessors());

    private final Effort effort;

    public ThreadsRun(Effort effort) {
        this.effort = effort;
    }

    /** Blocks for as long as the effort says; tells {@code progress} of every fork. */
    public List<Result> run(Consumer<String> progress) {
        List<Measured> measured = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            for (Measured each : List.of(transform(verb), Measured.bareCipher(verb, SHAPE))) {
                List.of(1, PROCESSORS, THREADS).stream().distinct().forEach(n -> measured.add(each.onThreads(n)));
            }
        }
        Samples samples = Samples.take(measured, effort, progress);
        List<Result> results = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            results.add(Result.plain(
                    verb.label() + ".threads8.speedup",
                    speedup(samples, transform(verb), 1),
                    speedup(samples, Measured.bareCipher(verb, SHAPE), 1),
                    "times"));
            results.add(Result.plain(
                            verb.label() + ".threads8.vs_processors",
                            speedup(samples, transform(verb), PROCESSORS),
                            speedup(samples, Measured.bareCipher(verb, SHAPE), PROCESSORS),
                            "times")
                    .wanting(Bound.atLeast(0.9)));
        }
        return results;
    }

    private static Measured transform(Verb verb) {
        return Measured.transform(verb, SHAPE, Treatment.RANDOM);
    }

    /** How many times the records of so many threads eight threads get through in the same time. */
    private static Rounds speedup(Samples samples, Measured measured, int threads) {
        return samples.time(measured.onThreads(threads))
                .with(samples.time(measured.onThreads(THREADS)), (few, eight) -> THREADS * few / (eight * threads));
    }
}

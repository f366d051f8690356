package io.lockweir.benchmarks.smt;

import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Eight threads with a transform each, as eight tasks of a worker have them, against one; and the bare cipher likewise, which shows
 * what the machine can do at best.
 */
public final class ThreadsRun {

    private static final Shape SHAPE = Shape.FIELD28;
    private static final int THREADS = 8;

    private final Effort effort;

    public ThreadsRun(Effort effort) {
        this.effort = effort;
    }

    /** Blocks for as long as the effort says; tells {@code progress} of every fork. */
    public List<Result> run(Consumer<String> progress) {
        List<Measured> measured = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            for (Measured each : List.of(transform(verb), Measured.bareCipher(verb, SHAPE))) {
                measured.add(each);
                measured.add(each.onThreads(THREADS));
            }
        }
        Samples samples = Samples.take(measured, effort, progress);
        List<Result> results = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            results.add(Result.plain(
                    verb.label() + ".threads8.speedup",
                    speedup(samples, transform(verb)),
                    speedup(samples, Measured.bareCipher(verb, SHAPE)),
                    "times"));
        }
        return results;
    }

    private static Measured transform(Verb verb) {
        return Measured.transform(verb, SHAPE, Treatment.RANDOM);
    }

    /** How many times the records of one thread eight threads get through in the same time. */
    private static Rounds speedup(Samples samples, Measured measured) {
        return samples.time(measured)
                .with(samples.time(measured.onThreads(THREADS)), (one, eight) -> THREADS * one / eight);
    }
}

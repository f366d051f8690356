package io.lockweir.benchmarks.smt;

import io.lockweir.benchmarks.report.Bound;
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
                List.of(1, THREADS).forEach(n -> measured.add(each.onThreads(n)));
            }
        }
        Samples samples = Samples.take(measured, effort, progress);
        List<Result> results = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            results.addAll(scaling(
                    verb.label(),
                    speedup(samples, transform(verb)),
                    speedup(samples, Measured.bareCipher(verb, SHAPE))));
        }
        return results;
    }

    /** A lock that all transforms share would leave them at one, wherever the bare cipher gets to. */
    static List<Result> scaling(String verb, Rounds transform, Rounds bareCipher) {
        return List.of(
                Result.plain(verb + ".threads8.speedup", transform, bareCipher, "times"),
                Result.versus(verb + ".threads8.speedup_vs_cipher", transform, bareCipher)
                        .wanting(Bound.atLeast(0.9)));
    }

    private static Measured transform(Verb verb) {
        return Measured.transform(verb, SHAPE, Treatment.RANDOM);
    }

    /** How many times the records of one thread eight threads get through in the same time. */
    private static Rounds speedup(Samples samples, Measured measured) {
        return samples.time(measured.onThreads(1))
                .with(samples.time(measured.onThreads(THREADS)), (one, eight) -> THREADS * one / eight);
    }
}

package io.lockweir.benchmarks.smt;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Randomised encryption of one shape, beside a transform that does nothing and the bare cipher. */
public final class ShapeRun {

    private final Shape shape;
    private final Effort effort;

    public ShapeRun(Shape shape, Effort effort) {
        this.shape = shape;
        this.effort = effort;
    }

    /** Blocks for as long as the effort says; tells {@code progress} of every fork. */
    public List<Result> run(Consumer<String> progress) {
        Measured passThrough = Measured.passThrough(shape);
        List<Measured> measured = new ArrayList<>(List.of(passThrough));
        for (Verb verb : Verb.values()) {
            measured.add(Measured.transform(verb, shape, Treatment.RANDOM));
            measured.add(Measured.bareCipher(verb, shape));
        }
        Samples samples = Samples.take(measured, effort, progress);
        List<Result> results = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            String prefix = verb.label() + "." + shape.label() + ".";
            Measured transform = Measured.transform(verb, shape, Treatment.RANDOM);
            Measured bare = Measured.bareCipher(verb, shape);
            results.add(Result.over(
                            prefix + "over_passthrough_us", samples.time(transform), samples.time(passThrough), "us")
                    .wanting(forOneField(1.0)));
            results.add(Result.versus(prefix + "vs_jce", samples.time(transform), samples.time(bare))
                    .wanting(Bound.atMost(2)));
            results.add(
                    Result.plain(prefix + "garbage_bytes", samples.garbage(transform), samples.garbage(bare), "bytes")
                            .wanting(forOneField(2_200)));
        }
        return results;
    }

    private Bound forOneField(double limit) {
        return shape == Shape.FIELD28 ? Bound.atMost(limit) : Bound.NONE;
    }
}

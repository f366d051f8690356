package io.lockweir.benchmarks.smt;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One other treatment of {@link Shape#FIELD28}, beside the randomised one as it comes; mode join beside Tink's own SIV. */
public final class TreatmentRun {

    private static final Shape SHAPE = Shape.FIELD28;

    private final Treatment treatment;
    private final Effort effort;

    public TreatmentRun(Treatment treatment, Effort effort) {
        this.treatment = treatment;
        this.effort = effort;
    }

    /** Blocks for as long as the effort says; tells {@code progress} of every fork. */
    public List<Result> run(Consumer<String> progress) {
        Measured passThrough = Measured.passThrough(SHAPE);
        List<Measured> measured = new ArrayList<>(List.of(passThrough));
        for (Verb verb : Verb.values()) {
            measured.add(Measured.transform(verb, SHAPE, treatment));
            measured.add(baseline(verb));
        }
        Samples samples = Samples.take(measured, effort, progress);
        List<Result> results = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            String prefix = verb.label() + "." + treatment.label() + ".";
            Measured transform = Measured.transform(verb, SHAPE, treatment);
            Measured baseline = baseline(verb);
            results.add(Result.over(
                    prefix + "over_passthrough_us", samples.time(transform), samples.time(passThrough), "us"));
            results.add(Result.versus(prefix + against(), samples.time(transform), samples.time(baseline))
                    .wanting(treatment == Treatment.JOIN ? Bound.atMost(1.8) : Bound.NONE));
            results.add(Result.plain(
                    prefix + "garbage_bytes", samples.garbage(transform), samples.garbage(baseline), "bytes"));
        }
        return results;
    }

    private Measured baseline(Verb verb) {
        return treatment == Treatment.JOIN
                ? Measured.bareSiv(verb, SHAPE)
                : Measured.transform(verb, SHAPE, Treatment.RANDOM);
    }

    private String against() {
        return treatment == Treatment.JOIN ? "vs_tink_siv" : "vs_random";
    }
}

package io.lockweir.benchmarks.smt;

import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Measures everything of one shape, one fork of each per round, and works out the results. */
public final class ShapeRun {

    private final Shape shape;
    private final Effort effort;
    private final Map<Measured, List<Fork>> forks = new EnumMap<>(Measured.class);

    public ShapeRun(Shape shape, Effort effort) {
        this.shape = shape;
        this.effort = effort;
    }

    /** Blocks for as long as the effort says; tells {@code progress} of every fork. */
    public List<Result> run(Consumer<String> progress) {
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Measured measured : Measured.values()) {
                Fork fork = Fork.run(measured, shape, effort);
                forks.computeIfAbsent(measured, first -> new ArrayList<>()).add(fork);
                progress.accept("%s round %d/%d %s: %.3f us, %.0f bytes"
                        .formatted(
                                shape.label(),
                                round,
                                effort.rounds(),
                                measured,
                                fork.microseconds(),
                                fork.garbageBytes()));
            }
        }
        List<Result> results = new ArrayList<>();
        results.addAll(direction("encrypt", Measured.ENCRYPT, Measured.BARE_ENCRYPT));
        results.addAll(direction("decrypt", Measured.DECRYPT, Measured.BARE_DECRYPT));
        return results;
    }

    private List<Result> direction(String verb, Measured transform, Measured bareCipher) {
        String prefix = verb + "." + shape.label() + ".";
        return List.of(
                Result.over(prefix + "over_passthrough_us", time(transform), time(Measured.PASS_THROUGH), "us"),
                Result.versus(prefix + "vs_jce", time(transform), time(bareCipher)),
                Result.plain(prefix + "garbage_bytes", garbage(transform), garbage(bareCipher), "bytes"));
    }

    private Rounds time(Measured measured) {
        return rounds(measured, Fork::microseconds);
    }

    private Rounds garbage(Measured measured) {
        return rounds(measured, Fork::garbageBytes);
    }

    private Rounds rounds(Measured measured, ToDoubleFunction<Fork> number) {
        List<Fork> ofMeasured = forks.getOrDefault(measured, List.of());
        return new Rounds(ofMeasured.stream().map(number::applyAsDouble).toList());
    }
}

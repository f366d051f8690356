package io.lockweir.benchmarks.smt;

import io.lockweir.benchmarks.report.Rounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Forks of several measured things, one of each per round. */
final class Samples {

    private final Map<Measured, List<Fork>> forks = new HashMap<>();

    private Samples() {}

    /** Blocks for as long as the effort says; tells {@code progress} of every fork. */
    static Samples take(List<Measured> measured, Effort effort, Consumer<String> progress) {
        Samples samples = new Samples();
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Measured each : measured) {
                Fork fork = Fork.run(each, effort);
                samples.forks.computeIfAbsent(each, first -> new ArrayList<>()).add(fork);
                progress.accept("%s round %d/%d %s: %.3f us, %.0f bytes"
                        .formatted(
                                each.shape().label(),
                                round,
                                effort.rounds(),
                                each.label(),
                                fork.microseconds(),
                                fork.garbageBytes()));
            }
        }
        return samples;
    }

    /** Microseconds per record. */
    Rounds time(Measured measured) {
        return rounds(measured, Fork::microseconds);
    }

    /** Bytes allocated per record. */
    Rounds garbage(Measured measured) {
        return rounds(measured, Fork::garbageBytes);
    }

    private Rounds rounds(Measured measured, ToDoubleFunction<Fork> number) {
        List<Fork> ofMeasured = forks.getOrDefault(measured, List.of());
        return new Rounds(ofMeasured.stream().map(number::applyAsDouble).toList());
    }
}

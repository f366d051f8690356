package io.lockweir.benchmarks.smt;

import io.lockweir.benchmarks.report.Bound;
import io.lockweir.benchmarks.report.Result;
import io.lockweir.benchmarks.report.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * {@code key.source=envelope} beside {@code keyset}: once a data key is there, both do the same. Five per cent is less than what two
 * JVMs differ by, so both are in one here, and take turns in slices so short that a stall of the machine meets both.
 */
public final class KeySourcesRun {

    private static final Shape SHAPE = Shape.FIELD28;
    /** A quarter of a millisecond: shorter than what the operating system gives to another process. */
    private static final int SLICE = 500;

    private final Effort effort;

    public KeySourcesRun(Effort effort) {
        this.effort = effort;
    }

    /** Blocks for as long as the effort says; tells {@code progress} of every round. */
    public List<Result> run(Consumer<String> progress) {
        try (TransformPair keyset = TransformPair.of(SHAPE, Treatment.RANDOM.encrypting(SHAPE));
                TransformPair envelope = TransformPair.of(SHAPE, envelope())) {
            List<Result> results = new ArrayList<>();
            for (Verb verb : Verb.values()) {
                results.add(compared(verb, keyset, envelope, progress));
            }
            return results;
        }
    }

    private Result compared(Verb verb, TransformPair keyset, TransformPair envelope, Consumer<String> progress) {
        List<Double> ofKeyset = new ArrayList<>();
        List<Double> ofEnvelope = new ArrayList<>();
        slices(verb, keyset, envelope, effort.warmups());
        for (int round = 1; round <= effort.rounds(); round++) {
            List<double[]> slices = slices(verb, keyset, envelope, effort.iterations());
            double records = median(slices, pair -> 1_000 * SLICE / pair[0]);
            ofKeyset.add(records);
            ofEnvelope.add(records * median(slices, pair -> pair[0] / pair[1]));
            progress.accept("%s round %d/%d %s: %.3f records/us with keyset, %.3f with envelope"
                    .formatted(
                            SHAPE.label(),
                            round,
                            effort.rounds(),
                            verb,
                            ofKeyset.get(round - 1),
                            ofEnvelope.get(round - 1)));
        }
        return Result.versus(verb.label() + ".envelope_vs_keyset", new Rounds(ofEnvelope), new Rounds(ofKeyset))
                .wanting(Bound.atLeast(0.95));
    }

    /** Nanoseconds of the slices of both, in pairs. */
    private List<double[]> slices(Verb verb, TransformPair keyset, TransformPair envelope, int iterations) {
        List<double[]> slices = new ArrayList<>();
        long end = System.nanoTime() + 2L * iterations * effort.iterationMillis() * 1_000_000;
        while (System.nanoTime() < end) {
            // Who goes second may have an advantage.
            boolean keysetFirst = slices.size() % 2 == 0;
            double first = (keysetFirst ? keyset : envelope).nanos(verb, SLICE);
            double second = (keysetFirst ? envelope : keyset).nanos(verb, SLICE);
            slices.add(keysetFirst ? new double[] {first, second} : new double[] {second, first});
        }
        return slices;
    }

    private static double median(List<double[]> slices, ToDoubleFunction<double[]> number) {
        double[] sorted = slices.stream().mapToDouble(number).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Map<String, String> envelope() {
        Map<String, String> settings = Treatment.RANDOM.encrypting(SHAPE);
        settings.remove("keyset.json");
        settings.putAll(LocalKek.SETTINGS);
        return settings;
    }
}

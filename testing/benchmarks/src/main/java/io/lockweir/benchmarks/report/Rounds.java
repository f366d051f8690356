package io.lockweir.benchmarks.report;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * The same number measured once per round. Measured and baseline alternate inside a round, so two {@code Rounds} are
 * compared round by round: a slow minute of the machine then hits both sides.
 */
public record Rounds(List<Double> values) {

    public Rounds {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no round was measured");
        }
    }

    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Distance between the best and the worst round, as a part of the median: 0.1 is ten per cent. */
    public double spread() {
        double[] sorted = sorted();
        double range = sorted[sorted.length - 1] - sorted[0];
        return range == 0 ? 0 : range / Math.abs(median());
    }

    /** Combines each round with the same round of {@code other}. */
    public Rounds with(Rounds other, DoubleBinaryOperator operator) {
        if (other.values.size() != values.size()) {
            throw new IllegalArgumentException(
                    "rounds differ: " + values.size() + " measured, " + other.values.size() + " of the baseline");
        }
        return new Rounds(IntStream.range(0, values.size())
                .mapToObj(round -> operator.applyAsDouble(values.get(round), other.values.get(round)))
                .toList());
    }

    private double[] sorted() {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}

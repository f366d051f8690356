package io.lockweir.benchmarks.report;

/**
 * One line of a report.
 *
 * @param name kept stable, since others read it
 * @param value median over the rounds, in {@code unit}
 * @param baseline median of what it is compared with: in {@code unit}, or for a ratio in the unit of the compared numbers
 * @param ratio measured divided by baseline, median over the rounds
 * @param spread of {@code value}, see {@link Rounds#spread}
 * @param bound what is wanted of {@code value}
 */
public record Result(
        String name, double value, String unit, double baseline, double ratio, double spread, Bound bound) {

    /** The same, of which something is wanted. */
    public Result wanting(Bound wanted) {
        return new Result(name, value, unit, baseline, ratio, spread, wanted);
    }

    /** Measured minus baseline, for a cost that comes on top of it. */
    public static Result over(String name, Rounds measured, Rounds baseline, String unit) {
        Rounds difference = measured.with(baseline, (a, b) -> a - b);
        return new Result(
                name,
                difference.median(),
                unit,
                baseline.median(),
                ratio(measured, baseline).median(),
                difference.spread(),
                Bound.NONE);
    }

    /** Measured divided by baseline. */
    public static Result versus(String name, Rounds measured, Rounds baseline) {
        Rounds ratio = ratio(measured, baseline);
        return new Result(name, ratio.median(), "ratio", baseline.median(), ratio.median(), ratio.spread(), Bound.NONE);
    }

    /** The measured number as it is, beside its baseline. */
    public static Result plain(String name, Rounds measured, Rounds baseline, String unit) {
        return new Result(
                name,
                measured.median(),
                unit,
                baseline.median(),
                ratio(measured, baseline).median(),
                measured.spread(),
                Bound.NONE);
    }

    private static Rounds ratio(Rounds measured, Rounds baseline) {
        return measured.with(baseline, (a, b) -> b == 0 ? 0 : a / b);
    }
}

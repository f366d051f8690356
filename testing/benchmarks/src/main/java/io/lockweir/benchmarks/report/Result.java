package io.lockweir.benchmarks.report;

/**
 * One line of a report.
 *
 * @param name kept stable, since others read it
 * @param value median over the rounds, in {@code unit}
 * @param baseline median of what it is compared with: in {@code unit}, or for a ratio in the unit of the compared numbers
 * @param ratio measured divided by baseline, median over the rounds
 * @param spread of {@code value}, see {@link Rounds#spread}
 */
public record Result(String name, double value, String unit, double baseline, double ratio, double spread) {

    /** Measured minus baseline, for a cost that comes on top of it. */
    public static Result over(String name, Rounds measured, Rounds baseline, String unit) {
        Rounds difference = measured.with(baseline, (a, b) -> a - b);
        return new Result(
                name,
                difference.median(),
                unit,
                baseline.median(),
                ratio(measured, baseline).median(),
                difference.spread());
    }

    /** Measured divided by baseline. */
    public static Result versus(String name, Rounds measured, Rounds baseline) {
        Rounds ratio = ratio(measured, baseline);
        return new Result(name, ratio.median(), "ratio", baseline.median(), ratio.median(), ratio.spread());
    }

    /** The measured number as it is, beside its baseline. */
    public static Result plain(String name, Rounds measured, Rounds baseline, String unit) {
        return new Result(
                name,
                measured.median(),
                unit,
                baseline.median(),
                ratio(measured, baseline).median(),
                measured.spread());
    }

    private static Rounds ratio(Rounds measured, Rounds baseline) {
        return measured.with(baseline, (a, b) -> b == 0 ? 0 : a / b);
    }
}

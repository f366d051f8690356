package io.lockweir.cassandra.format.mutation;

/**
 * Where one range deletion ends and the next starts.
 *
 * @param end how the first ends: {@link RangeBound.Kind#EXCLUSIVE_END} (before the rows with the prefix) or {@link
 *     RangeBound.Kind#INCLUSIVE_END} (behind them)
 * @param ending what ends
 * @param starting what starts
 */
public record RangeBoundary(RangeBound.Kind end, Clustering clustering, Deletion ending, Deletion starting)
        implements Unfiltered {

    /** The bound of the first range. */
    public RangeBound endBound() {
        return new RangeBound(end, clustering, ending);
    }

    /** The bound of the second range. */
    public RangeBound startBound() {
        RangeBound.Kind start = end == RangeBound.Kind.EXCLUSIVE_END
                ? RangeBound.Kind.INCLUSIVE_START
                : RangeBound.Kind.EXCLUSIVE_START;
        return new RangeBound(start, clustering, starting);
    }
}

package io.lockweir.cassandra.format.mutation;

/**
 * Where a range deletion starts or ends.
 *
 * @param clustering a prefix of the clustering columns: all rows that begin with it lie on the same side of the bound
 */
public record RangeBound(Kind kind, Clustering clustering, Deletion deletion) implements Unfiltered {

    /** Inclusive: the rows with the prefix belong to the range. */
    public enum Kind {
        INCLUSIVE_START,
        EXCLUSIVE_START,
        INCLUSIVE_END,
        EXCLUSIVE_END;

        public boolean isStart() {
            return this == INCLUSIVE_START || this == EXCLUSIVE_START;
        }

        /**
         * Whether the bound lies before the rows that begin with its prefix, in clustering order; else it lies behind them.
         */
        public boolean isBeforePrefix() {
            return this == INCLUSIVE_START || this == EXCLUSIVE_END;
        }
    }
}

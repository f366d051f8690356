package io.lockweir.cassandra.format.mutation;

/** What stands in a partition, in clustering order. */
public sealed interface Unfiltered permits Row, RangeBound, RangeBoundary {

    Clustering clustering();
}

package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.mutation.RangeBound.Kind;

/** Reads a bound of a range deletion, or a boundary between two: kind, values, one deletion or two. */
final class RangeReader {

    private static final int EXCLUSIVE_END = 0;
    private static final int INCLUSIVE_START = 1;
    private static final int EXCLUSIVE_END_INCLUSIVE_START = 2;
    private static final int INCLUSIVE_END_EXCLUSIVE_START = 5;
    private static final int INCLUSIVE_END = 6;
    private static final int EXCLUSIVE_START = 7;

    private final EncodedTimes times;

    RangeReader(EncodedTimes times) {
        this.times = times;
    }

    Unfiltered read(Cursor in, ClusteringReader clusterings) {
        int kind = in.unsignedByte();
        Clustering prefix = clusterings.readPrefix(in);
        return switch (kind) {
            case EXCLUSIVE_END -> bound(in, Kind.EXCLUSIVE_END, prefix);
            case INCLUSIVE_START -> bound(in, Kind.INCLUSIVE_START, prefix);
            case INCLUSIVE_END -> bound(in, Kind.INCLUSIVE_END, prefix);
            case EXCLUSIVE_START -> bound(in, Kind.EXCLUSIVE_START, prefix);
            case EXCLUSIVE_END_INCLUSIVE_START -> boundary(in, Kind.EXCLUSIVE_END, prefix);
            case INCLUSIVE_END_EXCLUSIVE_START -> boundary(in, Kind.INCLUSIVE_END, prefix);
            default -> throw new MalformedBytesException("a range bound of kind " + kind);
        };
    }

    private RangeBound bound(Cursor in, Kind kind, Clustering prefix) {
        return new RangeBound(kind, prefix, times.deletion(in));
    }

    private RangeBoundary boundary(Cursor in, Kind end, Clustering prefix) {
        Deletion ending = times.deletion(in);
        return new RangeBoundary(end, prefix, ending, times.deletion(in));
    }
}

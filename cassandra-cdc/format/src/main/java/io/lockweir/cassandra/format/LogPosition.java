package io.lockweir.cassandra.format;

/**
 * A place in the commit log of one node: between two bytes of one segment.
 *
 * <p>Ordered by segment, then offset, which is the order in which the node wrote. Positions of different nodes do not compare.
 *
 * @param segment the segment's id, as in its file name; positive, and larger for later segments of the same node
 * @param offset bytes from the segment's start; of a compressed segment, as if it were not compressed (see {@code log.Section})
 */
public record LogPosition(long segment, int offset) implements Comparable<LogPosition> {

    public LogPosition {
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset + " in segment " + segment);
        }
    }

    @Override
    public int compareTo(LogPosition other) {
        int bySegment = Long.compare(segment, other.segment);
        return bySegment != 0 ? bySegment : Integer.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return segment + ":" + offset;
    }
}

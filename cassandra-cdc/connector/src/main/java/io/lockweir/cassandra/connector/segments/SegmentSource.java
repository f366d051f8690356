package io.lockweir.cassandra.connector.segments;

import java.io.IOException;
import java.util.List;

/**
 * The segments of one node's log. A segment that {@link #segments} has returned once stays readable until {@link #free}, whatever the
 * node does. Not thread safe.
 */
public interface SegmentSource {
    /** All segments that are not freed, by id. */
    List<Segment> segments() throws IOException;

    /** Gives up what lies before a segment: nobody will ask for it again. Idempotent. */
    void free(long beforeSegment) throws IOException;
}

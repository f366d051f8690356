package io.lockweir.cassandra.connector.segments;

import io.lockweir.cassandra.format.log.CdcIndex;
import io.lockweir.cassandra.format.log.SegmentName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One segment as it can be read now.
 *
 * @param index what the node says of it, if it has said anything yet
 */
public record Segment(SegmentName name, Path file, Optional<CdcIndex> index) {
    public long id() {
        return name.id();
    }

    /** Whether the node itself says that it is done with the segment. */
    boolean completed() {
        return index.map(CdcIndex::completed).orElse(false);
    }
}

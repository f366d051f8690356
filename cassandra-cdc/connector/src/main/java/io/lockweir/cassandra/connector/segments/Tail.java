package io.lockweir.cassandra.connector.segments;

import io.lockweir.cassandra.format.log.CdcIndex;
import io.lockweir.cassandra.format.log.Extent;

/** How near to the end of a segment that the node still writes entries may be read. */
public enum Tail {
    /** Up to the last sync marker: what survives a crash of the node's process. */
    MARKER {
        @Override
        Extent live(Segment segment) {
            return Extent.LIVE;
        }
    },
    /** Up to what the node's index says is on disk: what survives a crash of the machine. */
    DURABLE {
        @Override
        Extent live(Segment segment) {
            return segment.index().map(Extent::durable).orElse(Extent.durable(new CdcIndex(0, false)));
        }
    };

    abstract Extent live(Segment segment);
}

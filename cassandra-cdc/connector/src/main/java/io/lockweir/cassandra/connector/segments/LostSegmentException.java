package io.lockweir.cassandra.connector.segments;

import io.lockweir.cassandra.format.LogPosition;
import java.io.IOException;

/** The segment that is to be read was ours and is gone. */
public final class LostSegmentException extends IOException {
    private static final long serialVersionUID = 1L;

    LostSegmentException(LogPosition position) {
        super("the segment of position " + position + " is not there any more");
    }
}

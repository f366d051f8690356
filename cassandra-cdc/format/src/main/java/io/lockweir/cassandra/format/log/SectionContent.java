package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.Slice;
import java.io.IOException;

/** The entries' bytes of one section, a chunk at a time. */
interface SectionContent {

    /**
     * Bytes from a logical position of the section on: at least so many, if the section has them, and up to its end at most.
     */
    Slice from(int position, int least) throws IOException;
}

package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.Slice;
import java.io.IOException;

/** Content as it stands in the file, read a megabyte at a time: values that somebody keeps hold no more than that alive. */
record PlainContent(SegmentFile file, Section section) implements SectionContent {

    private static final int CHUNK_BYTES = 1 << 20;

    @Override
    public Slice from(int position, int least) throws IOException {
        return file.read(position, Math.min(section.end() - position, Math.max(least, CHUNK_BYTES)));
    }
}

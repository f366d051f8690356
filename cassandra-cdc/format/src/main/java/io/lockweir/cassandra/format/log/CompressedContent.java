package io.lockweir.cassandra.format.log;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.log.compression.SectionCodec;
import java.io.IOException;

/** Content that was decompressed whole. */
record CompressedContent(Section section, Slice plain) implements SectionContent {

    /**
     * Decompresses a section.
     *
     * @throws io.lockweir.cassandra.format.MalformedBytesException if it does not decompress to the length it states
     */
    static CompressedContent read(SegmentFile file, Section section, SectionCodec codec) throws IOException {
        Slice compressed =
                file.read(section.fileStart() + Integer.BYTES, section.fileEnd() - section.fileStart() - Integer.BYTES);
        return new CompressedContent(section, codec.decompress(compressed, section.end() - section.start()));
    }

    @Override
    public Slice from(int position, int least) {
        return plain.slice(position - section.start(), section.end() - position);
    }
}

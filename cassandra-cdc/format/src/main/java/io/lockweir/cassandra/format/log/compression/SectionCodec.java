package io.lockweir.cassandra.format.log.compression;

import io.lockweir.cassandra.format.Slice;

/** Undoes one of Cassandra's compressors. Thread safe. */
@FunctionalInterface
public interface SectionCodec {

    /**
     * Decompresses one section.
     *
     * @param compressed what the compressor wrote, nothing else
     * @param length how many bytes must come out. Not protected by a checksum: reserve memory only for what the input can hold
     * @throws io.lockweir.cassandra.format.MalformedBytesException if the input is not of this kind, or other than {@code length} bytes come out
     */
    Slice decompress(Slice compressed, int length);
}

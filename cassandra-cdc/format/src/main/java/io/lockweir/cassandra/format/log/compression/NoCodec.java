package io.lockweir.cassandra.format.log.compression;

import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;

/** {@code NoopCompressor}: the bytes as they are. */
final class NoCodec implements SectionCodec {

    @Override
    public Slice decompress(Slice compressed, int length) {
        if (compressed.length() != length) {
            throw new MalformedBytesException("a section of another length than it states");
        }
        return compressed;
    }
}

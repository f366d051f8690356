package io.lockweir.cassandra.format.log.compression;

import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** {@code DeflateCompressor}: RFC 1950, by the JDK. */
final class DeflateCodec implements SectionCodec {

    /** Deflate makes no more than this of a byte (zlib's technical details). */
    private static final long MOST_EXPANSION = 1032;

    @Override
    public Slice decompress(Slice compressed, int length) {
        if (length == 0 && compressed.isEmpty()) {
            // What the node makes of nothing: not even a header.
            return Slice.EMPTY;
        }
        Lengths.require(length, compressed.length() * MOST_EXPANSION);
        byte[] plain = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed.toByteBuffer());
            int at = 0;
            while (at < length) {
                int bytes = inflater.inflate(plain, at, length - at);
                if (bytes == 0) {
                    throw Lengths.broken();
                }
                at += bytes;
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw Lengths.broken();
            }
            return Slice.of(plain);
        } catch (DataFormatException e) {
            throw new MalformedBytesException("a section that is not deflated");
        } finally {
            inflater.end();
        }
    }
}

package io.lockweir.cassandra.format.log.compression;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.Slice;

/**
 * {@code LZ4Compressor}: the plain length in four bytes, little endian, then one LZ4 block.
 *
 * <p>Source: the LZ4 block format description of the LZ4 project.
 */
final class Lz4Codec implements SectionCodec {

    private static final long MOST_EXPANSION = 255;
    private static final int LEAST_MATCH = 4;
    private static final int MORE = 15;

    @Override
    public Slice decompress(Slice compressed, int length) {
        Cursor in = Cursor.over(compressed);
        int stated = Integer.reverseBytes(in.int32());
        Lengths.require(length, in.remaining() * MOST_EXPANSION);
        if (stated != length) {
            throw Lengths.broken();
        }
        PlainOutput out = new PlainOutput(length);
        while (in.remaining() > 0) {
            int token = in.unsignedByte();
            out.literal(in, length(in, token >>> 4));
            if (in.remaining() > 0) {
                int distance = in.unsignedByte() | (in.unsignedByte() << Byte.SIZE);
                out.copy(distance, length(in, token & MORE) + LEAST_MATCH);
            }
        }
        return out.finish();
    }

    private static int length(Cursor in, int nibble) {
        int length = nibble;
        if (nibble == MORE) {
            int next;
            do {
                next = in.unsignedByte();
                length += next;
            } while (next == 0xFF && length >= 0);
        }
        return length;
    }
}

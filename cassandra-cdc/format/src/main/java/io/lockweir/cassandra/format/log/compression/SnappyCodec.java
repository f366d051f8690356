package io.lockweir.cassandra.format.log.compression;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.Slice;

/**
 * {@code SnappyCompressor}: the plain length as a little-endian base-128 number, then literals and copies.
 *
 * <p>Source: the format description of the Snappy project.
 */
final class SnappyCodec implements SectionCodec {

    /** A copy of three bytes makes 64. */
    private static final long MOST_EXPANSION = 64;

    private static final int LITERAL = 0b00;
    private static final int SHORT_COPY = 0b01;
    private static final int COPY = 0b10;

    @Override
    public Slice decompress(Slice compressed, int length) {
        Cursor in = Cursor.over(compressed);
        if (statedLength(in) != length) {
            throw Lengths.broken();
        }
        Lengths.require(length, in.remaining() * MOST_EXPANSION);
        PlainOutput out = new PlainOutput(length);
        while (in.remaining() > 0) {
            int tag = in.unsignedByte();
            int high = tag >>> 2;
            switch (tag & 0b11) {
                case LITERAL -> out.literal(in, 1 + (high < 60 ? high : littleEndian(in, high - 59)));
                case SHORT_COPY -> out.copy(((high >>> 3) << Byte.SIZE) | in.unsignedByte(), 4 + (high & 0b111));
                case COPY -> out.copy(littleEndian(in, 2), 1 + high);
                default -> out.copy(littleEndian(in, 4), 1 + high);
            }
        }
        return out.finish();
    }

    private static long statedLength(Cursor in) {
        long length = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int next = in.unsignedByte();
            length |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return length;
            }
        }
        throw Lengths.broken();
    }

    private static int littleEndian(Cursor in, int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= in.unsignedByte() << (i * Byte.SIZE);
        }
        return number;
    }
}

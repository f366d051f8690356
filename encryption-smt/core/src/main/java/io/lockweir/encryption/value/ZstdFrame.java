package io.lockweir.encryption.value;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;

/** One zstd frame that declares the size of its content. The only class that touches the library, which may be missing. */
final class ZstdFrame {
    private ZstdFrame() {}

    /** Loads the library, native code too. */
    static void check() {
        Zstd.compressBound(1);
    }

    static byte[] compress(byte[] bytes) {
        return Zstd.compress(bytes, Zstd.defaultCompressionLevel());
    }

    static byte[] decompress(byte[] frame, int largest) {
        // Of nothing at all the library asks the first byte.
        long size = frame.length == 0 ? -1 : Zstd.getFrameContentSize(frame, 0, frame.length);
        if (size < 0) {
            throw Plaintext.malformed("holds no zstd frame that declares its size");
        }
        if (size > largest) {
            throw new EnvelopeException(
                    Reason.TOO_LARGE,
                    "The compressed content declares " + size + " bytes, more than the " + largest
                            + " configured as max.decompressed.bytes");
        }
        byte[] content = new byte[(int) size];
        if (made(content, frame) != size) {
            throw Plaintext.malformed("holds a damaged zstd frame");
        }
        return content;
    }

    /** The library reports damage as a number or by an exception, whose text is not needed. */
    private static long made(byte[] content, byte[] frame) {
        try {
            return Zstd.decompressByteArray(content, 0, content.length, frame, 0, frame.length);
        } catch (ZstdException e) {
            return -1;
        }
    }
}

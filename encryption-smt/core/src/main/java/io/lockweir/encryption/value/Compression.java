package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;

/** What is done to serialized bytes before they are encrypted. Compressed lengths say something about the content. */
public enum Compression {
    NONE {
        @Override
        byte[] compress(byte[] bytes) {
            return bytes;
        }
    },
    /** One zstd frame, where that is shorter. The library is the worker's or client's own: Kafka brings zstd-jni along. */
    ZSTD {
        @Override
        public void check() {
            try {
                ZstdFrame.check();
            } catch (LinkageError e) {
                throw new IllegalArgumentException(
                        "zstd is not available here; put com.github.luben:zstd-jni, which Kafka ships with, on the class path",
                        e);
            }
        }

        @Override
        byte[] compress(byte[] bytes) {
            return ZstdFrame.compress(bytes);
        }
    };

    /**
     * Whether it can be done here.
     *
     * @throws IllegalArgumentException when its library is missing
     */
    public void check() {}

    /** The compressed form. */
    abstract byte[] compress(byte[] bytes);

    /** The content of a compressed form, of at most {@code largest} bytes. */
    static byte[] decompress(int codec, byte[] bytes, int largest) {
        if (codec != Plaintext.CODEC_ZSTD) {
            throw new EnvelopeException(
                    Reason.UNSUPPORTED, "The plaintext is compressed with a codec this version does not read");
        }
        try {
            return ZstdFrame.decompress(bytes, largest);
        } catch (LinkageError e) {
            throw new EnvelopeException(
                    Reason.UNSUPPORTED,
                    "The plaintext is compressed with zstd, which is not available here ("
                            + e.getClass().getSimpleName() + "); put com.github.luben:zstd-jni on the class path");
        }
    }
}

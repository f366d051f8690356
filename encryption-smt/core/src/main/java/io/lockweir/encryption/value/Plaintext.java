package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;

/** Constants and refusals that writer and reader share. */
final class Plaintext {
    /** Bit of the type byte: padded. */
    static final int PADDED = 0x80;
    /** Bit of the type byte: a fingerprint follows. */
    static final int FINGERPRINTED = 0x40;
    /** Containers inside containers. */
    static final int MAX_DEPTH = 64;
    /** SERIALIZED: the bytes follow as they are. */
    static final int CODEC_NONE = 0;

    /** SERIALIZED: one zstd frame that declares its content's size. */
    static final int CODEC_ZSTD = 1;

    /** The first byte of padding (ISO/IEC 7816-4); zeros follow. */
    static final int PADDING_STARTS = 0x80;

    private Plaintext() {}

    static EnvelopeException malformed(String what) {
        return new EnvelopeException(Reason.MALFORMED, "The authenticated plaintext " + what);
    }
}

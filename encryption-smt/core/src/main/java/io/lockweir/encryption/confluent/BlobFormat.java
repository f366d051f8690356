package io.lockweir.encryption.confluent;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.nio.ByteBuffer;

/**
 * A ciphertext as it stands in a bytes field, in base64 in a text field, or for a whole payload. Which of the two it is follows from the
 * rule's {@code encrypt.dek.expiry.days} alone: the bytes do not tell, since an IV may begin as a version does.
 */
public enum BlobFormat {
    /** {@code core}: data keys are not rotated, version 1 is meant. */
    PLAIN(0) {
        @Override
        public int version(byte[] blob) {
            return UNROTATED;
        }

        @Override
        void begin(byte[] blob, int version) {
            if (version != UNROTATED) {
                throw new IllegalArgumentException("A data key of version " + version
                        + " encrypts nothing without its version beside it. Set encrypt.dek.expiry.days on both sides");
            }
        }
    },
    /** {@code 00 ‖ int32 big-endian version ‖ core}: data keys expire. */
    VERSIONED(5) {
        @Override
        public int version(byte[] blob) {
            if (blob.length < 1 || blob[0] != MAGIC) {
                throw new EnvelopeException(
                        Reason.BAD_MAGIC,
                        "There is no version of a data key before the ciphertext: it is clear text, or was written without "
                                + "encrypt.dek.expiry.days. Compare the writer's rule");
            }
            if (blob.length < 5) {
                throw new EnvelopeException(Reason.TRUNCATED, "The version of the data key is cut off");
            }
            int version = ByteBuffer.wrap(blob).getInt(1);
            if (version < 1) {
                throw new EnvelopeException(Reason.MALFORMED, "The version of the data key is " + version);
            }
            return version;
        }

        @Override
        void begin(byte[] blob, int version) {
            ByteBuffer.wrap(blob).put(MAGIC).putInt(version);
        }
    };

    /** The version of every data key that is not rotated. */
    public static final int UNROTATED = 1;

    private static final byte MAGIC = 0;

    private final int headerLength;

    BlobFormat(int headerLength) {
        this.headerLength = headerLength;
    }

    /** The format for a rule's {@code encrypt.dek.expiry.days}, 0 where it has none. */
    public static BlobFormat forExpiryDays(int days) {
        return days > 0 ? VERSIONED : PLAIN;
    }

    /**
     * The version of the data key that opens a blob.
     *
     * @throws EnvelopeException with BAD_MAGIC, TRUNCATED or MALFORMED if it should be there and is not
     */
    public abstract int version(byte[] blob);

    abstract void begin(byte[] blob, int version);

    /** Whether bytes can be a ciphertext, as far as that shows without a key: those of some length may be anything else as well. */
    public boolean looksEncrypted(DekAlgorithm algorithm, byte[] bytes) {
        if (bytes.length - headerLength < algorithm.shortestCore()) {
            return false;
        }
        return this == PLAIN || (bytes[0] == MAGIC && ByteBuffer.wrap(bytes).getInt(1) >= 1);
    }

    /** Encrypts. */
    public byte[] seal(Dek dek, byte[] plaintext) {
        byte[] blob = dek.cipher().seal(plaintext, headerLength);
        begin(blob, dek.version());
        return blob;
    }

    /**
     * Decrypts.
     *
     * @throws EnvelopeException with UNKNOWN_KEY if the blob is of another version than the key, with TRUNCATED or TAG_MISMATCH, or as
     *     {@link #version} does
     */
    public byte[] open(Dek dek, byte[] blob) {
        int version = version(blob);
        if (version != dek.version()) {
            throw new EnvelopeException(
                    Reason.UNKNOWN_KEY,
                    "The ciphertext is of version " + version + " of the data key, not of " + dek.version());
        }
        return dek.cipher().open(blob, headerLength);
    }
}

package io.lockweir.encryption.envelope;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;

/**
 * The frozen head of a native envelope, format 1.
 *
 * <pre>
 * 01, 03:  E1 ‖ suite ‖ dekId[16] ‖ iv[12] ‖ ct ‖ tag[16]   (≥ 47 bytes)
 * 02:      E1 ‖ 02 ‖ dekId[16] ‖ siv[16] ‖ ct               (≥ 35 bytes)
 * </pre>
 */
public final class EnvelopeHeader {
    /** The first byte of every native envelope. */
    public static final int MAGIC = 0xE1;
    /** Where the data key id stands. */
    public static final int DEK_ID = 2;
    /** The length of the head, and the offset of what the cipher writes. */
    public static final int LENGTH = DEK_ID + DekId.LENGTH;

    private EnvelopeHeader() {}

    /**
     * Refuses what is no envelope of a suite.
     *
     * @throws EnvelopeException with BAD_MAGIC, UNSUPPORTED, WRONG_SUITE or TRUNCATED
     */
    public static void check(byte[] envelope, Suite suite) {
        if (envelope.length < DEK_ID || (envelope[0] & 0xFF) != MAGIC) {
            throw new EnvelopeException(
                    Reason.BAD_MAGIC,
                    "The value is no Lockweir envelope; it may be clear text, or encrypted by something else");
        }
        int code = envelope[1] & 0xFF;
        if (code != suite.code()) {
            throw otherSuite(code, suite);
        }
        if (envelope.length < suite.shortest()) {
            throw new EnvelopeException(
                    Reason.TRUNCATED,
                    "The envelope has " + envelope.length + " bytes, its suite has at least " + suite.shortest());
        }
    }

    /** Whether the bytes can be an envelope, of any suite of this format, by head and length. */
    public static boolean looksLike(byte[] bytes) {
        return bytes.length >= Suite.AES_256_SIV.shortest() && begins(bytes);
    }

    /** Whether the bytes begin as an envelope of this format does, cut ones too. */
    public static boolean begins(byte[] bytes) {
        return bytes.length > 1
                && (bytes[0] & 0xFF) == MAGIC
                && bytes[1] >= Suite.AES_256_GCM.code()
                && bytes[1] <= Suite.AES_256_GCM_ROW.code();
    }

    private static EnvelopeException otherSuite(int code, Suite expected) {
        for (Suite suite : Suite.values()) {
            if (suite.code() == code) {
                return new EnvelopeException(
                        Reason.WRONG_SUITE,
                        "The envelope is of suite " + suite + ", this field is configured for " + expected
                                + "; compare the mode (random or join) and bind.fields with the writer's configuration");
            }
        }
        return new EnvelopeException(
                Reason.UNSUPPORTED, "The envelope is of suite " + code + ", which this version does not read");
    }
}

package io.lockweir.encryption.envelope;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.Base64;

/** The text form: base64 of RFC 4648 section 4, padded, canonical, so that one envelope has one text. */
public final class EnvelopeText {
    /** Six bits of every character of the alphabet. */
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** Those bits, by character. */
    private static final byte[] BITS = bits();

    /** Every envelope begins with E1 0x, which is "4Q" and one of "EFGH", "IJKL", "MNOP" for suites 1, 2, 3. */
    private static final String START = "4Q";

    private static final int SHORTEST = (Suite.AES_256_SIV.shortest() + 2) / 3 * 4;

    private EnvelopeText() {}

    /** The text of an envelope. */
    public static String encode(byte[] envelope) {
        return Base64.getEncoder().encodeToString(envelope);
    }

    /**
     * The envelope of a text.
     *
     * @throws EnvelopeException with BAD_BASE64 if it is not canonical base64
     */
    public static byte[] decode(String text) {
        byte[] envelope;
        try {
            envelope = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message quotes a character of the value.
            throw bad();
        }
        // Java's decoder takes missing padding and any trailing bits; two texts of one envelope would defeat joins and
        // de-duplication.
        if (text.length() % 4 != 0 || !canonicalEnd(text, envelope.length % 3)) {
            throw bad();
        }
        return envelope;
    }

    /** Whether the text can be an envelope, by its start and length. */
    public static boolean looksLike(String text) {
        return text.length() >= SHORTEST && text.length() % 4 == 0 && begins(text);
    }

    /** Whether the text begins as an envelope of this format does, a cut one too. */
    public static boolean begins(String text) {
        return text.length() > 2 && text.startsWith(START) && text.charAt(2) >= 'E' && text.charAt(2) <= 'P';
    }

    private static byte[] bits() {
        byte[] bits = new byte[1 << Byte.SIZE];
        for (int i = 0; i < ALPHABET.length(); i++) {
            bits[ALPHABET.charAt(i)] = (byte) i;
        }
        return bits;
    }

    /** @param text that was decoded: of the alphabet and padding only */
    private static boolean canonicalEnd(String text, int remainder) {
        return switch (remainder) {
            case 1 -> (BITS[text.charAt(text.length() - 3)] & 0x0F) == 0;
            case 2 -> (BITS[text.charAt(text.length() - 2)] & 0x03) == 0;
            default -> true;
        };
    }

    private static EnvelopeException bad() {
        return new EnvelopeException(
                Reason.BAD_BASE64, "The text is not canonical base64; it may be clear text, or was changed on the way");
    }
}

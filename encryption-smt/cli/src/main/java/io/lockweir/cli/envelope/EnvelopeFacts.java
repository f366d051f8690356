package io.lockweir.cli.envelope;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.envelope.Suite;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * What anybody can read of an envelope, without keys.
 *
 * @param suite what it is encrypted with
 * @param dekId its data key
 * @param iv the IV or synthetic IV, in hex
 * @param plaintextLength bytes of the encoded plaintext: its type, fingerprint, body, padding
 */
public record EnvelopeFacts(Suite suite, DekId dekId, String iv, int plaintextLength) {
    private static final int IV = 12;
    private static final int SIV = 16;
    private static final int TAG = 16;

    /**
     * Reads the head.
     *
     * @throws EnvelopeException if it is no envelope of this format
     */
    public static EnvelopeFacts of(byte[] envelope) {
        if (envelope.length < EnvelopeHeader.DEK_ID || (envelope[0] & 0xFF) != EnvelopeHeader.MAGIC) {
            throw new EnvelopeException(
                    Reason.BAD_MAGIC, "It does not begin with E1, so it is no Lockweir envelope of format 1");
        }
        int code = envelope[1] & 0xFF;
        Suite suite = Stream.of(Suite.values())
                .filter(each -> each.code() == code)
                .findFirst()
                .orElseThrow(() -> new EnvelopeException(
                        Reason.UNSUPPORTED, "It is of suite " + code + ", which this version does not know"));
        EnvelopeHeader.check(envelope, suite);
        boolean deterministic = suite == Suite.AES_256_SIV;
        int iv = deterministic ? SIV : IV;
        int from = EnvelopeHeader.LENGTH;
        return new EnvelopeFacts(
                suite,
                DekId.at(envelope, EnvelopeHeader.DEK_ID),
                HexFormat.of().formatHex(Arrays.copyOfRange(envelope, from, from + iv)),
                envelope.length - from - iv - (deterministic ? 0 : TAG));
    }
}

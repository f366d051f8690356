package io.lockweir.cli.envelope;

import io.lockweir.encryption.envelope.EnvelopeText;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.HexFormat;
import java.util.Locale;

/** An envelope as people paste it. */
public final class EnvelopeInput {
    private EnvelopeInput() {}

    /**
     * The bytes of base64 or hex; white space and surrounding quotes are left out. No envelope's base64 begins with E1, every hex does.
     *
     * @throws EnvelopeException with BAD_BASE64 if it is neither
     */
    public static byte[] parse(String pasted) {
        String text = pasted.replaceAll("[\\s\"']", "");
        if (text.toLowerCase(Locale.ROOT).startsWith("e1")) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                // Without the cause, which quotes the input.
                throw new EnvelopeException(Reason.BAD_BASE64, "It begins like hex and is none");
            }
        }
        return EnvelopeText.decode(text);
    }
}

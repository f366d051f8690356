package io.lockweir.encryption.confluent;

import io.lockweir.encryption.envelope.EnvelopeText;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A text field: its UTF-8 is the plaintext, standard base64 with padding of the blob is the field. */
public final class FieldText {
    private FieldText() {}

    /**
     * The plaintext of a text.
     *
     * @throws EnvelopeException with LONE_SURROGATE if it has no UTF-8 form; their client would write a question mark
     */
    public static byte[] plaintext(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new EnvelopeException(
                    Reason.LONE_SURROGATE,
                    "Text holds half a surrogate pair and has no UTF-8 form; repair it at its source");
        }
    }

    /**
     * The text of a plaintext.
     *
     * @throws EnvelopeException with MALFORMED if it is no UTF-8
     */
    public static String text(byte[] plaintext) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plaintext))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new EnvelopeException(
                    Reason.MALFORMED, "What was encrypted is no text in UTF-8; the field was of another type");
        }
    }

    /** The field for a blob. */
    public static String encode(byte[] blob) {
        return EnvelopeText.encode(blob);
    }

    /**
     * The blob of a field.
     *
     * @throws EnvelopeException with BAD_BASE64 if it is not canonical base64, for example clear text
     */
    public static byte[] decode(String field) {
        return EnvelopeText.decode(field);
    }
}

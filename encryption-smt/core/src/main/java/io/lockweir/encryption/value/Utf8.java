package io.lockweir.encryption.value;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8. Java's own conversions replace what they cannot map, which would silently change a value. */
final class Utf8 {
    private Utf8() {}

    static long longest(String text) {
        return 3L * text.length();
    }

    /** Writes the text and returns the offset after it. */
    static int encode(String text, byte[] target, int offset) {
        int at = offset;
        int count = text.length();
        int i = 0;
        for (; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return encodeRest(text, i, target, at);
            }
            target[at++] = (byte) c;
        }
        return at;
    }

    private static int encodeRest(String text, int from, byte[] target, int offset) {
        int at = offset;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | (c >>> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                target[at++] = (byte) (0xE0 | (c >>> 12));
                target[at++] = (byte) (0x80 | ((c >>> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                int point = pair(text, i++);
                target[at++] = (byte) (0xF0 | (point >>> 18));
                target[at++] = (byte) (0x80 | ((point >>> 12) & 0x3F));
                target[at++] = (byte) (0x80 | ((point >>> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (point & 0x3F));
            }
        }
        return at;
    }

    private static int pair(String text, int i) {
        int point = text.codePointAt(i);
        if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            throw new EnvelopeException(
                    Reason.LONE_SURROGATE,
                    "Text holds half a surrogate pair at index " + i + " of " + text.length()
                            + " and has no UTF-8 form; repair it at its source");
        }
        return point;
    }

    static String decode(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] < 0) {
                return decodeStrictly(bytes, offset, count);
            }
        }
        return new String(bytes, offset, count, StandardCharsets.ISO_8859_1);
    }

    private static String decodeStrictly(byte[] bytes, int offset, int count) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, count))
                    .toString();
        } catch (CharacterCodingException e) {
            // Without the cause: it says nothing more, and could one day quote the bytes.
            throw new EnvelopeException(Reason.MALFORMED, "The plaintext's text is not UTF-8");
        }
    }
}

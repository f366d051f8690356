package io.lockweir.serde.form;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.encryption.value.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What typed forms have in common: their fields keep their types, and ciphertext is text or bytes. */
final class TextOrBytes {
    private TextOrBytes() {}

    /** Why a field of another type can't be treated. */
    static String refusal(String type) {
        return "it is " + type
                + ", and what takes its place is text or bytes. Give the field type string (its value as text) in a "
                + "new version of the schema, or encrypt the whole record with level=record";
    }

    /** Why a field of text or bytes can't be treated in a mode; null when it can. */
    static @Nullable String refusal(boolean text, FieldMode mode) {
        if (mode instanceof FieldMode.Join join) {
            ValueType domain = join.domain().type();
            boolean fits = text ? domain == ValueType.STRING || domain == ValueType.UUID : domain == ValueType.BYTES;
            if (!fits) {
                return "its values would come back from domain " + join.domain().name() + " as " + domain
                        + ". Set join.type=" + (text ? "string" : "bytes");
            }
        }
        if (!text && mode instanceof FieldMode.Mask) {
            return "only text can be masked, this is bytes";
        }
        return null;
    }

    /** The text of a treated value. */
    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw mismatch("text", value);
    }

    /** The bytes of a treated value; an encrypted null comes as base64 text. */
    static byte[] bytes(@Nullable Object original, Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof String text && original == null) {
            return Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        }
        throw mismatch("bytes", value);
    }

    private static FormException mismatch(String wanted, Object value) {
        return new FormException("a decrypted value is a " + value.getClass().getName() + " and its field is " + wanted
                + ": it was encrypted with another type, for example by EncryptFields. Read the topic with a map or a JSON tree,"
                + " or through Connect");
    }
}

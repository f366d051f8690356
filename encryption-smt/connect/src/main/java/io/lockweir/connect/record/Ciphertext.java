package io.lockweir.connect.record;

import io.lockweir.encryption.EncryptionEngine;
import io.lockweir.encryption.FieldDecryptor;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.encryption.value.DecryptedValue;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Ciphertext as converters hand it over: text, {@code byte[]} or {@link ByteBuffer}, whichever the writer chose, since JSON without
 * schemas turns bytes into base64 text.
 */
final class Ciphertext {
    private Ciphertext() {}

    static DecryptedValue decrypt(FieldDecryptor decryptor, Place place, Object value) {
        try {
            if (value instanceof String text) {
                return decryptor.decryptText(text);
            }
            byte[] bytes = bytes(value);
            if (bytes != null) {
                return decryptor.decrypt(bytes);
            }
        } catch (EnvelopeException e) {
            boolean clear = e.reason() == Reason.BAD_MAGIC || (unreadable(e.reason()) && !looksEncrypted(value));
            throw clear
                    ? FieldException.of(FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED, place, e)
                    : FieldException.of(place, e);
        }
        throw clear(place, value);
    }

    /** Passes ciphertext and the placeholder of an unchanged column on as they are, without a key, and fails on anything else. */
    static Conversion required(Place place, Placeholder placeholder) {
        return value -> {
            if (placeholder.is(value) || looksEncrypted(value)) {
                return value;
            }
            throw clear(place, value);
        };
    }

    /** Whether a value can be ciphertext. */
    static boolean looksEncrypted(Object value) {
        if (value instanceof String text) {
            return EncryptionEngine.looksLikeEnvelope(text);
        }
        byte[] bytes = bytes(value);
        return bytes != null && EncryptionEngine.looksLikeEnvelope(bytes);
    }

    static FieldException clear(Place place, Object value) {
        return FieldException.of(
                FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED,
                place,
                "a " + value.getClass().getName() + " is no envelope");
    }

    private static boolean unreadable(Reason reason) {
        return reason == Reason.BAD_BASE64 || reason == Reason.TRUNCATED;
    }

    static byte @Nullable [] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return null;
    }
}

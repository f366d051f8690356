package io.lockweir.encryption.failure;

import java.io.Serial;
import java.util.Objects;

/**
 * One value could not be encrypted or decrypted, and trying again does not help. The message says what was wrong and what to do; it
 * never holds a value, a ciphertext or a key, and neither does any cause.
 */
public class EnvelopeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public EnvelopeException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What was wrong, for routing and metrics. */
    public Reason reason() {
        return reason;
    }

    /** The closed set of defects. */
    public enum Reason {
        /** The bytes or text are no native envelope at all, for example clear text. */
        BAD_MAGIC,
        /** The text is not canonical base64. */
        BAD_BASE64,
        /** The envelope is shorter than its suite allows. */
        TRUNCATED,
        /** A suite or an option this version does not know or does not read. */
        UNSUPPORTED,
        /** The envelope is of another suite than this field is configured for. */
        WRONG_SUITE,
        /** No key of the key source made this envelope in this namespace or domain. */
        UNKNOWN_KEY,
        /** The value's subject was shredded: its data key is gone for good. */
        SHREDDED,
        /** The ciphertext was changed, or belongs to another field or part of the record. */
        TAG_MISMATCH,
        /** The schema rebuilt beside the ciphertext is not the one it was encrypted with. */
        FINGERPRINT,
        /** The schema was lost on the way and the value needs it. */
        SCHEMA_LOST,
        /** The authenticated plaintext is not a valid encoding. */
        MALFORMED,
        /** Text with half a surrogate pair has no UTF-8 form. */
        LONE_SURROGATE,
        /** The value is not of the type its schema declares. */
        TYPE_MISMATCH,
        /** The value has no lossless form in the join domain, or none in the field's own type on the way back. */
        NOT_CONVERTIBLE,
        /** The value nests deeper or is larger than the format allows. */
        TOO_LARGE
    }
}

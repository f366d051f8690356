package io.lockweir.connect.confluent;

import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldFailure;
import io.lockweir.encryption.failure.EnvelopeException;
import java.util.Objects;
import org.apache.kafka.connect.errors.DataException;

/**
 * The bytes of one key or value could not be encrypted or decrypted. Says which topic, why and what to do; never a value, a ciphertext or a
 * key, and neither does any cause.
 */
public final class RecordFailure extends DataException {
    private static final long serialVersionUID = 1L;

    private final FieldFailure failure;

    private RecordFailure(FieldFailure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = Objects.requireNonNull(failure, "failure");
    }

    /**
     * One of profile native, in which the bytes look as those of this profile do.
     *
     * @param hint a sentence more
     */
    public static RecordFailure of(FieldException cause, String hint) {
        return new RecordFailure(cause.failure(), cause.getMessage() + " " + hint, cause);
    }

    /** The inner serializer wrote what can't be encrypted. */
    static RecordFailure writing(String place, EnvelopeException cause) {
        boolean unframed = failure(cause.reason()) == FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED;
        FieldFailure failure = unframed ? FieldFailure.MALFORMED : failure(cause.reason());
        String advice = unframed
                ? "The inner converter or serializer must write a schema's id, where `framing` says."
                : advice(failure);
        return new RecordFailure(failure, failure + ": " + place + ": " + cause.getMessage() + ". " + advice, cause);
    }

    /** What can't be decrypted. */
    static RecordFailure reading(String place, EnvelopeException cause) {
        FieldFailure failure = failure(cause.reason());
        return new RecordFailure(
                failure, failure + ": " + place + ": " + cause.getMessage() + ". " + advice(failure), cause);
    }

    /** Why. */
    public FieldFailure failure() {
        return failure;
    }

    /**
     * What can't be base64, or is shorter than any ciphertext, is taken for clear text, which no dead-letter queue is to copy. Clear text
     * that is longer can't be told from a changed ciphertext.
     */
    private static FieldFailure failure(EnvelopeException.Reason reason) {
        return switch (reason) {
            case BAD_MAGIC, BAD_BASE64, TRUNCATED -> FieldFailure.CLEAR_WHERE_CIPHERTEXT_EXPECTED;
            case MALFORMED, FINGERPRINT, SCHEMA_LOST -> FieldFailure.MALFORMED;
            case UNSUPPORTED -> FieldFailure.UNSUPPORTED;
            case WRONG_SUITE -> FieldFailure.WRONG_SUITE;
            case UNKNOWN_KEY -> FieldFailure.UNKNOWN_KEY;
            case SHREDDED -> FieldFailure.SHREDDED;
            case TAG_MISMATCH -> FieldFailure.TAMPERED;
            case LONE_SURROGATE -> FieldFailure.LONE_SURROGATE;
            case TYPE_MISMATCH -> FieldFailure.VALUE_MISMATCH;
            case NOT_CONVERTIBLE -> FieldFailure.NOT_CONVERTIBLE;
            case TOO_LARGE -> FieldFailure.TOO_LARGE;
        };
    }

    /** The advice of the native profile where it fits. */
    private static String advice(FieldFailure failure) {
        return switch (failure) {
            case CLEAR_WHERE_CIPHERTEXT_EXPECTED ->
                "It is clear text or was cut. Check that every writer of the topic encrypts by the rules of the schema; it was not"
                        + " passed on.";
            case TAMPERED -> "It was changed, is clear text, or was encrypted under another data key.";
            case UNKNOWN_KEY, WRONG_SUITE -> "Compare the rule with the writer's.";
            default -> failure.advice();
        };
    }
}

package io.lockweir.connect.record;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.path.FieldPath;
import java.util.Objects;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * One field of one record could not be encrypted or decrypted. Says which field of which topic, why, and what to do; never a
 * value, a ciphertext or a key, and neither does any cause.
 */
public final class FieldException extends DataException {
    private static final long serialVersionUID = 1L;

    private final FieldFailure failure;
    private final String topic;
    private final transient @Nullable FieldPath path;

    private FieldException(FieldFailure failure, Place place, String message, @Nullable Throwable cause) {
        super(failure + ": " + place + ": " + message, cause);
        this.failure = Objects.requireNonNull(failure, "failure");
        this.topic = place.topic();
        this.path = place.path();
    }

    static FieldException of(FieldFailure failure, Place place, String what) {
        return new FieldException(failure, place, what + ". " + failure.advice(), null);
    }

    static FieldException of(Place place, EnvelopeException cause) {
        return of(FieldFailure.of(cause.reason()), place, cause);
    }

    static FieldException of(FieldFailure failure, Place place, EnvelopeException cause) {
        String what = String.valueOf(cause.getMessage());
        // The engine puts its own advice, where it has any, behind a semicolon.
        String advice = what.contains("; ") ? "" : " " + failure.advice();
        return new FieldException(failure, place, what + "." + advice, cause);
    }

    /** An unforeseen failure. Its message may hold a value (NumberFormatException does), so only its class is told. */
    static FieldException unforeseen(Place place, RuntimeException cause) {
        return of(
                FieldFailure.VALUE_MISMATCH,
                place,
                "it failed with " + cause.getClass().getName());
    }

    /** Why. */
    public FieldFailure failure() {
        return failure;
    }

    /** The record's topic. */
    public String topic() {
        return topic;
    }

    /** The field, from the row image; empty when it was not a field's fault, or after serialization. */
    public FieldPath path() {
        return path == null ? FieldPath.WHOLE : path;
    }
}

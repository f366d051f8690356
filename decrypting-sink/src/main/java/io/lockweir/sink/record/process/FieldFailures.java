package io.lockweir.sink.record.process;

import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldFailure;
import io.lockweir.sink.record.ReasonCode;
import io.lockweir.sink.record.convert.Refusal;

/** Failures of decryption in the sink's reasons: what is the configuration's or schema's fault stops the table. */
final class FieldFailures {
    private FieldFailures() {}

    static Refusal refusal(FieldException failure) {
        return new Refusal(reason(failure.failure()), failure.path().toString(), String.valueOf(failure.getMessage()));
    }

    static ReasonCode reason(FieldFailure failure) {
        return switch (failure) {
            case FIELD_MISSING, UNSUPPORTED_BRANCH -> ReasonCode.MISSING_FIELD;
            case CLEAR_WHERE_CIPHERTEXT_EXPECTED, CLEAR_OR_CHANGED -> ReasonCode.CLEAR_TEXT;
            case CIPHERTEXT_WHERE_CLEAR_EXPECTED, WRONG_PROFILE -> ReasonCode.UNEXPECTED_CIPHERTEXT;
            case UNKNOWN_KEY -> ReasonCode.UNKNOWN_KEY;
            case SHREDDED -> ReasonCode.SHREDDED;
            case TAMPERED -> ReasonCode.TAG_MISMATCH;
            case MALFORMED, TOO_LARGE -> ReasonCode.BAD_ENVELOPE;
            case UNSUPPORTED, WRONG_SUITE -> ReasonCode.UNSUPPORTED_ENVELOPE;
            case BAD_SCHEMA_PARAMETERS, SCHEMA_MISMATCH, SCHEMA_LOST -> ReasonCode.SCHEMA_MISMATCH;
            case NOT_CONVERTIBLE -> ReasonCode.OUT_OF_RANGE;
            case LONE_SURROGATE, VALUE_MISMATCH -> ReasonCode.MALFORMED_VALUE;
            // Of writers only.
            case ALREADY_ENCRYPTED, CLEAR_IN_KEY, FIELD_NOT_REGISTERED -> ReasonCode.UNSUPPORTED_RECORD;
        };
    }
}

package io.lockweir.connect.schema;

import io.lockweir.encryption.failure.EnvelopeException;

/** Makes the exception for a value that its own schema does not allow, naming classes and types only. */
final class TypeMismatch {
    private TypeMismatch() {}

    static EnvelopeException of(String expected, Object value) {
        return because("expected " + expected + ", found " + value.getClass().getName());
    }

    static EnvelopeException because(String what) {
        return new EnvelopeException(
                EnvelopeException.Reason.TYPE_MISMATCH, "The value does not fit its schema: " + what);
    }
}

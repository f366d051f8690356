package io.lockweir.cli.topic;

import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.FieldFailure;
import io.lockweir.encryption.keys.KeyUnavailableError;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Why one record could not be read.
 *
 * @param reason a constant: of {@link io.lockweir.connect.record.FieldFailure}, or CONVERTER or UNFORESEEN
 * @param field the field's path, empty when it is not one field's fault
 * @param message for people; holds no value
 */
record Fault(String reason, String field, String message) {
    private static final int DEEPEST_CAUSE = 10;

    /**
     * What a failure says about a record.
     *
     * @throws KeyUnavailableError and ConfigException again: no record is at fault
     */
    static Fault of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof KeyUnavailableError error) {
                throw error;
            }
            if (cause instanceof ConfigException configuration) {
                throw configuration;
            }
            if (cause instanceof FieldException field) {
                return new Fault(field.failure().name(), path(field), String.valueOf(field.getMessage()));
            }
            cause = cause.getCause();
        }
        return unforeseen(failure);
    }

    /** Whether a subject was shredded. */
    boolean isShredded() {
        return reason.equals(FieldFailure.SHREDDED.name());
    }

    private static String path(FieldException failure) {
        return failure.path().steps().isEmpty() ? "" : failure.path().toString();
    }

    /** The text of others' exceptions may hold a value: only their class is told. */
    private static Fault unforeseen(Throwable failure) {
        boolean ours = failure.getClass().getName().startsWith("io.lockweir.");
        @Nullable String message = ours ? failure.getMessage() : null;
        StackTraceElement[] trace = failure.getStackTrace();
        return new Fault(
                ours ? "UNFORESEEN" : "CONVERTER",
                "",
                message == null
                        ? failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])
                        : message);
    }
}

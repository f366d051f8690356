package io.lockweir.encryption.kms;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One finished call of a key service, retries not included: each is a call of its own.
 *
 * @param kekLabel the local label of the KEK
 * @param operation what was asked
 * @param took how long it took
 * @param failure empty when it succeeded
 */
public record KmsCall(String kekLabel, Operation operation, Duration took, Optional<KmsException.Kind> failure) {
    public KmsCall {
        Objects.requireNonNull(kekLabel, "kekLabel");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(failure, "failure");
    }

    /** The verbs of {@link Kms}. */
    public enum Operation {
        WRAP,
        UNWRAP,
        DESCRIBE
    }
}

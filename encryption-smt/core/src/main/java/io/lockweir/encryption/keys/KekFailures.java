package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.kms.KmsException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What KEKs said while one data key was asked for: collects the first failure of each kind, tells the events. For several threads: a
 * KEK that is not waited for any more may answer while another one is asked.
 */
final class KekFailures {
    private final DekId id;
    private final Scope scope;
    private final KeyEvents events;
    private @Nullable KeyUnavailableError unavailable;
    private @Nullable KeyUnavailableError denied;
    private @Nullable KeyUnavailableError invalid;

    KekFailures(DekId id, Scope scope, KeyEvents events) {
        this.id = id;
        this.scope = scope;
        this.events = events;
    }

    synchronized void add(Kek kek, String attempted, KmsException failure) {
        switch (failure.kind()) {
            case UNAVAILABLE -> {
                events.unavailable(id, scope, kek.label());
                unavailable = first(unavailable, KeyUnavailableError.Reason.UNAVAILABLE, kek, attempted, failure);
            }
            case DENIED, UNKNOWN_KEK -> {
                events.denied(id, scope, kek.label(), failure.kind());
                denied = first(denied, KeyUnavailableError.Reason.DENIED, kek, attempted, failure);
            }
            case INVALID -> {
                events.poisoned(id, kek.label());
                invalid = first(invalid, KeyUnavailableError.Reason.DENIED, kek, attempted, failure);
            }
        }
    }

    /** A KEK could not be asked. */
    synchronized Optional<KeyUnavailableError> unavailable() {
        return Optional.ofNullable(unavailable);
    }

    /** A KEK refused. */
    synchronized Optional<KeyUnavailableError> denied() {
        return Optional.ofNullable(denied);
    }

    /** A KEK did not do it, for a reason that does not pass: for wrapping, where bad bytes are no excuse. */
    synchronized Optional<KeyUnavailableError> refused() {
        return denied().or(() -> Optional.ofNullable(invalid));
    }

    private KeyUnavailableError first(
            @Nullable KeyUnavailableError earlier,
            KeyUnavailableError.Reason reason,
            Kek kek,
            String attempted,
            KmsException failure) {
        return earlier != null
                ? earlier
                : new KeyUnavailableError(
                        reason,
                        "KEK " + kek.label() + " (" + kek.key() + ") did not " + attempted + " data key " + id + " of "
                                + scope.name() + ", " + failure.kind() + ": " + failure.getMessage() + ". "
                                + advice(reason, kek),
                        failure);
    }

    private static String advice(KeyUnavailableError.Reason reason, Kek kek) {
        return reason == KeyUnavailableError.Reason.DENIED
                ? "Enable the KEK, or let this principal use it; check kek." + kek.label() + ".*"
                : "It is asked again";
    }
}

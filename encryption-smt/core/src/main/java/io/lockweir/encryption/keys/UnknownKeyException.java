package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import java.io.Serial;

/** No key of the source belongs to the id in an envelope. Names the id, which is public. */
public final class UnknownKeyException extends EnvelopeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnknownKeyException(DekId id, Scope scope) {
        super(
                Reason.UNKNOWN_KEY,
                "No enabled key of the key source made data key " + id + " for " + scope
                        + "; compare key source, namespace and join domain with the writer's configuration");
    }

    /** With what was found instead of a key. */
    public UnknownKeyException(DekId id, Scope scope, String found) {
        super(Reason.UNKNOWN_KEY, "No data key " + id + " for " + scope + ": " + found);
    }
}

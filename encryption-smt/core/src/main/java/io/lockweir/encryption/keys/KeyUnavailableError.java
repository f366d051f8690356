package io.lockweir.encryption.keys;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encrypting or decrypting cannot go on for want of a key or of its budget: no record is at fault. An {@code Error} on purpose:
 * Connect's {@code errors.tolerance=all} swallows exceptions and would lose records.
 */
public final class KeyUnavailableError extends Error {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** For trouble that may pass. */
    public KeyUnavailableError(String message) {
        this(Reason.UNAVAILABLE, message, null);
    }

    /** For trouble that may pass. */
    public KeyUnavailableError(String message, @Nullable Throwable cause) {
        this(Reason.UNAVAILABLE, message, cause);
    }

    public KeyUnavailableError(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Why, for metrics, and for whether waiting helps. */
    public Reason reason() {
        return reason;
    }

    /** The closed set of reasons. */
    public enum Reason {
        /** A key service or the store could not be asked: waiting helps, and was done where configured. */
        UNAVAILABLE,
        /** A key service refused: somebody has to grant access, or enable the key. */
        DENIED,
        /** A key that is made by people is missing. */
        MISSING,
        /** The engine or its source was closed, or the thread was interrupted. */
        CLOSED
    }
}

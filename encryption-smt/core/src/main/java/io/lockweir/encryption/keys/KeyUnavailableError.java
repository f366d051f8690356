package io.lockweir.encryption.keys;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Encrypting or decrypting cannot go on for want of a key or of its budget: no record is at fault. An {@code Error} on purpose:
 * Connect's {@code errors.tolerance=all} swallows exceptions and would lose records.
 */
public final class KeyUnavailableError extends Error {
    @Serial
    private static final long serialVersionUID = 1L;

    public KeyUnavailableError(String message) {
        super(message);
    }

    public KeyUnavailableError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

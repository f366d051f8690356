package io.lockweir.connect;

import org.jspecify.annotations.Nullable;

/**
 * The task must stop, or records would be lost or pass in clear. An {@link Error} on purpose: Connect's {@code errors.tolerance=all}
 * swallows every exception and skips the record, and Connect 3.9 skips a record after a RetriableException even without it.
 */
public final class FailClosedError extends Error {
    private static final long serialVersionUID = 1L;

    public FailClosedError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.lockweir.sink.reconcile;

import org.jspecify.annotations.Nullable;

/** A side cannot be read. The message holds no value. */
public final class ReadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReadFailure(String message) {
        this(message, null);
    }

    public ReadFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

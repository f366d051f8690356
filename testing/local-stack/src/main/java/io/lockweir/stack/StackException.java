package io.lockweir.stack;

import org.jspecify.annotations.Nullable;

/** A server did not start, or answered with an error. The message ends with what the server said last. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

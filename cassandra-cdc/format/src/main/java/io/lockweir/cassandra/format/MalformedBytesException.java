package io.lockweir.cassandra.format;

/**
 * Bytes that are not what they should be. Carries no position and no stack trace, for it never leaves the decoder but as the cause of
 * a {@link CommitLogException}, or of a caller's own error where a single value was decoded. The message never holds data.
 */
public final class MalformedBytesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    public MalformedBytesException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

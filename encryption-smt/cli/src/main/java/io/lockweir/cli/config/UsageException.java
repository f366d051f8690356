package io.lockweir.cli.config;

/** Options or configuration are wrong, and running again as it is does not help: exit code 2. The message holds no secret. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}

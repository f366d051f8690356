package io.lockweir.cassandra.connector.state;

/** The state topic does not hold what was written, or it was written with other keys. */
public final class StateDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateDamagedException(String message) {
        super(message);
    }

    StateDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.lockweir.cassandra.connector.state;

/** Another task has opened the state since: this one must stop. */
public final class StateFencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateFencedException(Throwable cause) {
        super("another task has opened the state topic for this connector", cause);
    }
}

package io.lockweir.cassandra.merge.state;

/** Kept state cannot be read: bytes of another version, cut off, or not of this table's schema. Nothing was changed. */
public final class StateFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StateFormatException(String message) {
        super(message);
    }

    public StateFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

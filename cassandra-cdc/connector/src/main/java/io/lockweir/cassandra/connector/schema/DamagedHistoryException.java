package io.lockweir.cassandra.connector.schema;

/** The history of schemas cannot be read. The message says which file, why, and what its deletion means. */
public final class DamagedHistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedHistoryException(String message, Throwable cause) {
        super(message, cause);
    }
}

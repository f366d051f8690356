package io.lockweir.encryption.kms;

/**
 * A key service did not do what it was asked. One class per kind, because each asks for another reaction. The message names operation,
 * key and cause, and holds no secret, no key material and no ciphertext; a driver that cannot be sure of a cause's text leaves it out.
 */
public abstract sealed class KmsException extends Exception
        permits KmsUnavailableException, KmsDeniedException, KekUnknownException, KmsInvalidException {
    private static final long serialVersionUID = 1L;

    KmsException(String message) {
        super(message);
    }

    KmsException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Which of the four it is. */
    public abstract Kind kind();

    /** The closed set of reasons. */
    public enum Kind {
        /** Not reached, overloaded, throttled, timed out, an answer that says nothing: try again. */
        UNAVAILABLE,
        /** The principal may not use the key: stop using data keys under it at once. */
        DENIED,
        /** The key does not exist, is disabled or waits for its destruction: as denied. */
        UNKNOWN_KEK,
        /** The wrapped bytes are no work of this key, or of this context: the record is worthless, the key is not at fault. */
        INVALID
    }
}

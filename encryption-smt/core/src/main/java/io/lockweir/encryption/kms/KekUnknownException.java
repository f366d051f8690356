package io.lockweir.encryption.kms;

/** The KEK does not exist, is disabled, or is about to be destroyed. */
public final class KekUnknownException extends KmsException {
    private static final long serialVersionUID = 1L;

    public KekUnknownException(String message) {
        super(message);
    }

    public KekUnknownException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.UNKNOWN_KEK;
    }
}

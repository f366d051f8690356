package io.lockweir.encryption.kms;

/** The service refused: the principal may not use this key, or its credentials are not accepted. */
public final class KmsDeniedException extends KmsException {
    private static final long serialVersionUID = 1L;

    public KmsDeniedException(String message) {
        super(message);
    }

    public KmsDeniedException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.DENIED;
    }
}

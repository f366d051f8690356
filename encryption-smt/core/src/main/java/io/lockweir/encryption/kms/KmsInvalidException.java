package io.lockweir.encryption.kms;

/** The wrapped bytes, or the context they were wrapped in, are not what this KEK made. */
public final class KmsInvalidException extends KmsException {
    private static final long serialVersionUID = 1L;

    public KmsInvalidException(String message) {
        super(message);
    }

    public KmsInvalidException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }
}

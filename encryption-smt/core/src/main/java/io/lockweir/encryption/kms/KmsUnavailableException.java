package io.lockweir.encryption.kms;

/** The service could not be asked, or did not answer in time, or wants to be asked again later. Says nothing about the key. */
public final class KmsUnavailableException extends KmsException {
    private static final long serialVersionUID = 1L;

    public KmsUnavailableException(String message) {
        super(message);
    }

    public KmsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.UNAVAILABLE;
    }
}

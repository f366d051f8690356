package io.lockweir.kmsserver.vault;

/** An answer of Vault that is an error: status and message. */
final class VaultError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    VaultError(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

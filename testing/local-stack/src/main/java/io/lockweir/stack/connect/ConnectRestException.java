package io.lockweir.stack.connect;

/** The worker refused a request; the message is the worker's. */
public final class ConnectRestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ConnectRestException(String request, int status, String message) {
        super(request + " answered " + status + ": " + message);
        this.status = status;
    }

    /** HTTP status: 400 for a refused configuration, 409 during a rebalance. */
    public int status() {
        return status;
    }
}

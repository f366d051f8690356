package io.lockweir.kms;

import io.lockweir.encryption.kms.KmsUnavailableException;

/** Whether a client is still open. A call on a closed one fails as unavailable, never by reopening it. */
public final class OpenState {
    private volatile boolean closed;

    public void close() {
        closed = true;
    }

    public void check(Attempt attempt) throws KmsUnavailableException {
        if (closed) {
            throw attempt.unavailable("this client is closed");
        }
    }
}

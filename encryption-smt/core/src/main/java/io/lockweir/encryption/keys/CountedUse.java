package io.lockweir.encryption.keys;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thread's stream of the current key: counts its leased uses and bytes, and asks for more when they or the key are used up. */
final class CountedUse implements DataKeyUse {
    private final RotatingKey rotating;
    private @Nullable WriterKey key;
    private WriterKey.@Nullable Stream stream;
    private @Nullable EncryptingKey encrypting;
    private int usesLeft;
    private long bytesLeft;
    private boolean closed;

    CountedUse(RotatingKey rotating) {
        this.rotating = rotating;
    }

    @Override
    public EncryptingKey next(int plaintextBytes) {
        EncryptingKey ready = encrypting;
        if (ready == null || usesLeft == 0 || bytesLeft < plaintextBytes || outdated()) {
            ready = renew(plaintextBytes);
        }
        usesLeft--;
        bytesLeft -= plaintextBytes;
        return ready;
    }

    @Override
    public void close() {
        closed = true;
        giveBack();
        leaveStream();
    }

    private boolean outdated() {
        return key == null || rotating.now() >= key.expires();
    }

    private EncryptingKey renew(int plaintextBytes) {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The encryption engine was closed; nothing is encrypted with it any more",
                    null);
        }
        giveBack();
        RotatingKey.Lease lease = rotating.lease(plaintextBytes, key);
        WriterKey.Stream opened = lease.stream();
        if (opened != null) {
            leaveStream();
            key = lease.key();
            stream = opened;
            encrypting = new EncryptingKey(lease.key().key().id(), opened.sealer());
        }
        usesLeft = lease.uses();
        bytesLeft = lease.bytes();
        return Objects.requireNonNull(encrypting);
    }

    private void giveBack() {
        if (key != null) {
            rotating.giveBack(key, usesLeft, bytesLeft);
        }
        usesLeft = 0;
        bytesLeft = 0;
    }

    private void leaveStream() {
        if (key != null && stream != null) {
            rotating.closeStream(key, stream);
        }
        key = null;
        stream = null;
        encrypting = null;
    }
}

package io.lockweir.encryption.keys;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One thread's use of a join domain's published key. Not counted: SIV needs no IV. Asks again when the key may not be used unasked. */
final class EnvelopeJoinUse implements DataKeyUse {
    private final Supplier<CachedDek.Hold> keys;
    private CachedDek.@Nullable Hold hold;
    private @Nullable EncryptingKey encrypting;
    private boolean closed;

    /**
     * No key is asked for before the first value.
     *
     * @param keys finds the domain's key, or throws {@link KeyUnavailableError}
     */
    EnvelopeJoinUse(Supplier<CachedDek.Hold> keys) {
        this.keys = keys;
    }

    @Override
    public EncryptingKey next(int plaintextBytes) {
        EncryptingKey ready = encrypting;
        CachedDek.Hold held = hold;
        return ready != null && held != null && held.live() ? ready : renew();
    }

    @Override
    public void close() {
        closed = true;
        release();
    }

    private EncryptingKey renew() {
        release();
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The encryption engine was closed; nothing is encrypted with it any more",
                    null);
        }
        CachedDek.Hold held = keys.get();
        EncryptingKey ready = new EncryptingKey(held.id(), held.joinCipher());
        hold = held;
        encrypting = ready;
        return ready;
    }

    private void release() {
        CachedDek.Hold held = hold;
        if (held != null) {
            held.close();
        }
        hold = null;
        encrypting = null;
    }
}

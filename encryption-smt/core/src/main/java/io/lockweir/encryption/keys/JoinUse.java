package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.SivCipher;
import java.util.function.BooleanSupplier;

/** One thread's use of a join domain's key. Not counted: SIV needs no IV, equal values have equal ciphertexts. */
final class JoinUse implements DataKeyUse {
    private final BooleanSupplier sourceClosed;
    private final EncryptingKey key;
    private boolean closed;

    JoinUse(DerivedKey key, BooleanSupplier sourceClosed) {
        this.sourceClosed = sourceClosed;
        this.key = new EncryptingKey(key.id(), key.cipherKey().use(SivCipher::new));
    }

    @Override
    public EncryptingKey next(int plaintextBytes) {
        if (closed || sourceClosed.getAsBoolean()) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The engine or its key source was closed; nothing is encrypted with it any more",
                    null);
        }
        return key;
    }

    @Override
    public void close() {
        closed = true;
    }
}

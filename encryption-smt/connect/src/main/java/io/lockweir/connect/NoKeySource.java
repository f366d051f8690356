package io.lockweir.connect;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;

/** Where no rule needs a key of profile native. */
public final class NoKeySource implements KeySource {

    @Override
    public DataKeyUse encryptingKey(Scope scope) {
        throw new KeyUnavailableError("No key source is configured, since no rule encrypts with profile=native");
    }

    @Override
    public DataKey decryptingKey(DekId id, Scope scope) {
        throw new KeyUnavailableError("No key source is configured, since no rule decrypts with profile=native");
    }

    @Override
    public void close() {}
}

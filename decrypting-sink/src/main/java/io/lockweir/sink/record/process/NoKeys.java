package io.lockweir.sink.record.process;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;

/** The key source of a sink that decrypts nothing. */
final class NoKeys implements KeySource {

    @Override
    public DataKeyUse encryptingKey(Scope scope) {
        throw new KeyUnavailableError("A sink encrypts nothing");
    }

    @Override
    public DataKey decryptingKey(DekId id, Scope scope) {
        throw new KeyUnavailableError("No key source is configured, since no policy decrypts");
    }

    @Override
    public void close() {}
}

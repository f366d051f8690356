package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;

/**
 * Data keys derived from a dedicated Tink keyset of AES256_GCM, AES256_SIV or HKDF-PRF keys. The primary key encrypts, every ENABLED
 * key decrypts. Each source is a writer with data keys of its own, so writers never share an IV space.
 */
public final class KeysetKeySource implements KeySource {

    /**
     * Reads a clear-text Tink keyset in JSON.
     *
     * @throws IllegalArgumentException if it is no such keyset; the message holds nothing of it
     */
    public static KeysetKeySource fromTinkJson(String json) {
        return fromTinkJson(json, KeyBudget.DEFAULT);
    }

    /** As {@link #fromTinkJson(String)}, with a smaller budget per data key. */
    public static KeysetKeySource fromTinkJson(String json, KeyBudget budget) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DataKeyUse encryptingKey(Scope scope) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DataKey decryptingKey(DekId id, Scope scope) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}

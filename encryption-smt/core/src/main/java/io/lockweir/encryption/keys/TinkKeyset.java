package io.lockweir.encryption.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.daead.AesSivKey;
import com.google.crypto.tink.prf.HkdfPrfKey;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The enabled keys of a Tink keyset, as input of derivations. Only Tink's public API reads them.
 *
 * @param primary the key that encrypts at random
 * @param join the key of join domains: the first enabled one, so that promoting another leaves equal values equal
 * @param enabled every key that decrypts, the primary first
 */
@AccessesPartialKey
record TinkKeyset(KeyMaterial primary, KeyMaterial join, List<KeyMaterial> enabled) {
    private static final int MAX_KEYS = 64;
    private static final int SHORTEST_KEY = 32;

    TinkKeyset {
        enabled = List.copyOf(enabled);
    }

    /**
     * Reads a clear-text keyset.
     *
     * @throws IllegalArgumentException without a cause: Tink's and Gson's messages may quote what they could not read
     */
    static TinkKeyset ofJson(String json) {
        KeysetHandle handle;
        try {
            handle = TinkJsonProtoKeysetFormat.parseKeyset(json, TinkConfig2026.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("The keyset is not a clear-text Tink keyset in JSON ("
                    + e.getClass().getSimpleName() + "); make one with tinkey create-keyset --key-template AES256_GCM");
        }
        return of(handle);
    }

    private static TinkKeyset of(KeysetHandle handle) {
        List<KeyMaterial> enabled = new ArrayList<>();
        @Nullable KeyMaterial primary = null;
        @Nullable KeyMaterial join = null;
        for (int i = 0; i < handle.size(); i++) {
            KeysetHandle.Entry entry = handle.getAt(i);
            if (!KeyStatus.ENABLED.equals(entry.getStatus())) {
                continue;
            }
            KeyMaterial key = new KeyMaterial(bytes(entry));
            join = join == null ? key : join;
            if (entry.isPrimary()) {
                primary = key;
                enabled.add(0, key);
            } else {
                enabled.add(key);
            }
        }
        if (primary == null || join == null) {
            throw new IllegalArgumentException("The keyset has no enabled primary key; promote an enabled key");
        }
        if (enabled.size() > MAX_KEYS) {
            throw new IllegalArgumentException("The keyset has " + enabled.size() + " enabled keys, at most " + MAX_KEYS
                    + " are tried; disable old ones");
        }
        return new TinkKeyset(primary, join, enabled);
    }

    private static byte[] bytes(KeysetHandle.Entry entry) {
        SecretBytes secret = secret(entry.getKey());
        if (secret == null || secret.size() < SHORTEST_KEY) {
            throw new IllegalArgumentException("Key " + Integer.toUnsignedString(entry.getId())
                    + " of the keyset is no AES256_GCM, AES256_SIV or HKDF-PRF key of at least " + 8 * SHORTEST_KEY
                    + " bits; use a keyset dedicated to Lockweir");
        }
        return secret.toByteArray(InsecureSecretKeyAccess.get());
    }

    private static @Nullable SecretBytes secret(Key key) {
        if (key instanceof AesGcmKey gcm) {
            return gcm.getKeyBytes();
        } else if (key instanceof AesSivKey siv) {
            return siv.getKeyBytes();
        }
        return key instanceof HkdfPrfKey prf ? prf.getKeyBytes() : null;
    }

    void wipe() {
        enabled.forEach(KeyMaterial::wipe);
    }
}

package io.lockweir.encryption.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.daead.AesSivKey;
import com.google.crypto.tink.daead.AesSivParameters;
import com.google.crypto.tink.prf.HkdfPrfKey;
import com.google.crypto.tink.prf.HkdfPrfParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;

/** Keysets of known keys, as Tink writes them. */
@AccessesPartialKey
public final class Keysets {
    private final KeysetHandle.Builder builder = KeysetHandle.newBuilder().setConfiguration(TinkConfig2026.get());
    private int nextId = 1000;

    private Keysets() {}

    public static Keysets keyset() {
        return new Keysets();
    }

    /** One AES256_GCM key whose bytes count up from a number. */
    public static String ofOneKey(int first) {
        return keyset().add(gcm(first), KeyStatus.ENABLED, true).json();
    }

    /** A source whose every choice is fixed, for frozen fixtures. */
    public static KeysetKeySource source(String json, KeyBudget budget, Clock clock, SecureRandom random) {
        return new KeysetKeySource(TinkKeyset.ofJson(json), budget, clock, random);
    }

    public static byte[] bytes(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    public static Key gcm(int first) {
        return gcm(bytes(first, 32));
    }

    public static Key gcm(byte[] key) {
        try {
            return AesGcmKey.builder()
                    .setParameters(AesGcmParameters.builder()
                            .setKeySizeBytes(key.length)
                            .setIvSizeBytes(12)
                            .setTagSizeBytes(16)
                            .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                            .build())
                    .setKeyBytes(secret(key))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Key siv(int first) {
        try {
            return AesSivKey.builder()
                    .setParameters(AesSivParameters.builder()
                            .setKeySizeBytes(64)
                            .setVariant(AesSivParameters.Variant.NO_PREFIX)
                            .build())
                    .setKeyBytes(secret(bytes(first, 64)))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Key hkdfPrf(int first) {
        try {
            return HkdfPrfKey.builder()
                    .setParameters(HkdfPrfParameters.builder()
                            .setKeySizeBytes(32)
                            .setHashType(HkdfPrfParameters.HashType.SHA256)
                            .build())
                    .setKeyBytes(secret(bytes(first, 32)))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Keysets add(Key key, KeyStatus status, boolean primary) {
        KeysetHandle.Builder.Entry entry =
                KeysetHandle.importKey(key).withFixedId(nextId++).setStatus(status);
        builder.addEntry(primary ? entry.makePrimary() : entry);
        return this;
    }

    public String json() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    builder.build(), TinkConfig2026.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SecretBytes secret(byte[] bytes) {
        return SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get());
    }
}

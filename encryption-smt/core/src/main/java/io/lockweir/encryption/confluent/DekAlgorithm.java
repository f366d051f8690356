package io.lockweir.encryption.confluent;

import io.lockweir.encryption.cipher.GcmOpener;
import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.cipher.RandomIvSealer;
import io.lockweir.encryption.cipher.Sealer;
import io.lockweir.encryption.cipher.SivCipher;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a data key of the registry is for. The names are the registry's, the numbers those of Tink's key messages: {@code AesGcmKey} has
 * its key in field 3, {@code AesSivKey} in field 2.
 */
public enum DekAlgorithm {
    /** Randomised, the default. */
    AES256_GCM(32, 3),
    /** Randomised, with a short key. */
    AES128_GCM(16, 3),
    /** Deterministic: equal values give equal ciphertexts under one data key. */
    AES256_SIV(64, 2);

    private final int keyLength;
    private final int keyField;

    DekAlgorithm(int keyLength, int keyField) {
        this.keyLength = keyLength;
        this.keyField = keyField;
    }

    /** The algorithm of a name, as {@code encrypt.dek.algorithm} has it. */
    public static Optional<DekAlgorithm> named(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** The bytes of a raw key. */
    public int keyLength() {
        return keyLength;
    }

    /** Whether equal values give equal ciphertexts. */
    public boolean isDeterministic() {
        return this == AES256_SIV;
    }

    /** The number of the field that holds the key. */
    int keyField() {
        return keyField;
    }

    /** The shortest ciphertext, that of an empty value: a tag, with an IV where there is one. */
    int shortestCore() {
        return isDeterministic() ? 16 : 28;
    }

    Sealer newSealer(byte[] key) {
        return switch (this) {
            case AES256_GCM -> new RandomIvSealer(key);
            case AES128_GCM -> RandomIvSealer.aes128(key);
            case AES256_SIV -> new SivCipher(key);
        };
    }

    Opener newOpener(byte[] key) {
        return switch (this) {
            case AES256_GCM -> new GcmOpener(key);
            case AES128_GCM -> GcmOpener.aes128(key);
            case AES256_SIV -> new SivCipher(key);
        };
    }
}

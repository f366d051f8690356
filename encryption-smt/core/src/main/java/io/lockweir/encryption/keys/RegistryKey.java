package io.lockweir.encryption.keys;

import java.util.Objects;

/**
 * A data key of a schema registry, by its names there. Nothing of it is secret.
 *
 * @param kek the name of its key-encryption key
 * @param subject the subject it is of
 * @param algorithm what it is for
 * @param version from 1; 0 where none is known
 */
public record RegistryKey(String kek, String subject, String algorithm, int version) {
    public RegistryKey {
        Objects.requireNonNull(kek, "kek");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(algorithm, "algorithm");
    }
}

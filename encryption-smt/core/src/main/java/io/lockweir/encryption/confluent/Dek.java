package io.lockweir.encryption.confluent;

/**
 * A data key, ready for use.
 *
 * @param version the registry's, from 1
 * @param cipher under it
 */
public record Dek(int version, DekCipher cipher) {
    public Dek {
        if (version < 1) {
            throw new IllegalArgumentException("Versions of data keys begin at 1, not at " + version);
        }
    }
}

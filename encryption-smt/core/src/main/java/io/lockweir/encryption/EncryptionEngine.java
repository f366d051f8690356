package io.lockweir.encryption;

import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;

/**
 * Encrypts and decrypts the fields of records. An engine and everything it hands out belong to one thread at a time (concurrent use
 * is detected and refused); the key source is shared and stays open when the engine closes. Make encryptors and decryptors once per
 * field and schema, not per value.
 */
public final class EncryptionEngine implements AutoCloseable {

    private final KeySource keys;

    public EncryptionEngine(KeySource keys) {
        this.keys = keys;
    }

    /** An encryptor for the values of one field. */
    public FieldEncryptor encryptor(EncryptSpec spec) {
        throw new UnsupportedOperationException("" + keys + spec);
    }

    /** A decryptor for the values of one field. */
    public FieldDecryptor decryptor(DecryptSpec spec) {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether a value can be an envelope by its first bytes and its length. Guards against clear text where ciphertext is expected and
     * the reverse; says nothing about authenticity.
     */
    public static boolean looksLikeEnvelope(byte[] bytes) {
        return bytes.length >= 35 && (bytes[0] & 0xFF) == 0xE1;
    }

    /** As {@link #looksLikeEnvelope(byte[])}, for text. */
    public static boolean looksLikeEnvelope(String text) {
        return text.length() >= 48 && text.startsWith("4Q");
    }

    /** Gives unused budget back. */
    @Override
    public void close() {}
}

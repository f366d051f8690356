package io.lockweir.encryption.keys;

/**
 * One thread's use of a scope's encrypting data key, within its budget. The key changes over time. Closing gives the rest of the
 * budget back.
 */
public interface DataKeyUse extends AutoCloseable {

    /**
     * The key for exactly one encryption, which is counted.
     *
     * @param plaintextBytes the length of the plaintext
     * @throws KeyUnavailableError if no key has budget left, or the source was closed
     */
    EncryptingKey next(int plaintextBytes);

    @Override
    void close();
}

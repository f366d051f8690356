package io.lockweir.encryption.kms;

import java.util.Map;

/**
 * A service that holds key-encryption keys (KEKs) and wraps data keys with them; the KEK itself never leaves it. Safe for use by many
 * threads. Calls are synchronous and must end by the driver's own time-outs; a driver does not retry and does not cache, the
 * decorators and the data key cache do.
 *
 * <p>{@code key} is always the driver's own name of a KEK (an ARN, a transit key, a PKCS#11 label) and comes from local configuration
 * only, never from data.
 */
public interface Kms extends AutoCloseable {

    /**
     * Encrypts a data key under a KEK.
     *
     * @param key the KEK
     * @param dek 32 bytes; neither kept nor changed
     * @param context public text that the service authenticates with the result where it can; the same is needed to unwrap
     * @return the wrapped data key, which only this kind of service understands
     */
    byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException;

    /**
     * Decrypts what {@link #wrap} returned, for the same key and context.
     *
     * @return a fresh array, which the caller wipes. Not yet trusted: the caller checks the data key's id
     */
    byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException;

    /** What the service says about a KEK, for self-tests and rewrapping. No key material. */
    KekDescription describe(String key) throws KmsException;

    @Override
    void close();
}

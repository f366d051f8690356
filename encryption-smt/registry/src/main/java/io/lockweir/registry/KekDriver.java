package io.lockweir.registry;

import io.lockweir.encryption.kms.KmsException;

/**
 * Wraps data keys as Confluent's driver of the same type does, bytes for bytes, bound to no context. Safe for many threads.
 */
interface KekDriver extends AutoCloseable {

    /**
     * Encrypts.
     *
     * @param kmsKeyId as the registry has it; the driver refuses one that leads to a service other than the configured one
     */
    byte[] wrap(String kmsKeyId, byte[] dek) throws KmsException;

    /** Decrypts; the caller wipes the result. */
    byte[] unwrap(String kmsKeyId, byte[] wrapped) throws KmsException;

    @Override
    void close();
}

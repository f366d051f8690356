package io.lockweir.registry;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import java.util.Map;

/**
 * A driver over a key service of ours.
 *
 * @param kms bound to no context
 * @param names what the service calls a key of the registry
 */
record ServiceKek(Kms kms, KeyIdForm names) implements KekDriver {

    @Override
    public byte[] wrap(String kmsKeyId, byte[] dek) throws KmsException {
        return kms.wrap(names.keyOf(kmsKeyId), dek, Map.of());
    }

    @Override
    public byte[] unwrap(String kmsKeyId, byte[] wrapped) throws KmsException {
        return kms.unwrap(names.keyOf(kmsKeyId), wrapped, Map.of());
    }

    @Override
    public void close() {
        kms.close();
    }
}

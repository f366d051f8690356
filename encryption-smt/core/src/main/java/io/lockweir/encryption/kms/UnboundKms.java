package io.lockweir.encryption.kms;

import java.util.Map;

/** Keeps a client that binds wrapped keys to nothing from being used where a context is counted on. */
final class UnboundKms implements Kms {
    private final Kms kms;

    UnboundKms(Kms kms) {
        this.kms = kms;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        return kms.wrap(key, dek, none(context));
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        return kms.unwrap(key, wrapped, none(context));
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        return kms.describe(key);
    }

    @Override
    public void close() {
        kms.close();
    }

    private static Map<String, String> none(Map<String, String> context) {
        if (!context.isEmpty()) {
            throw new IllegalArgumentException("This client binds wrapped keys to no context");
        }
        return context;
    }
}

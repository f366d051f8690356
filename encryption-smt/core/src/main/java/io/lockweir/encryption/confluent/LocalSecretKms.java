package io.lockweir.encryption.confluent;

import io.lockweir.encryption.cipher.Hkdf;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.encryption.kms.KmsUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Their {@code local-kms}, for tests: a key-encryption key out of a secret, {@code HKDF-SHA256(utf8(secret), no salt, no info, 16)}, with
 * which AES-128-GCM wraps as {@code iv[12] ‖ ct ‖ tag[16]}. The name of a key has no part in it: every name is the same key.
 */
public final class LocalSecretKms implements Kms {
    private static final byte[] NONE = {};

    private final DekCipher cipher;
    private volatile boolean closed;

    /**
     * A service.
     *
     * @param secret what they call {@code secret} or LOCAL_SECRET; not kept
     * @throws IllegalArgumentException if it is empty
     */
    public LocalSecretKms(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("The secret of local-kms is empty. Set it");
        }
        byte[] input = secret.getBytes(StandardCharsets.UTF_8);
        byte[] key = Hkdf.derive(input, NONE, NONE, DekAlgorithm.AES128_GCM.keyLength());
        this.cipher = new DekCipher(DekAlgorithm.AES128_GCM, key);
        Arrays.fill(input, (byte) 0);
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        check(context);
        return cipher.seal(dek, 0);
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        check(context);
        try {
            return cipher.open(wrapped, 0);
        } catch (EnvelopeException e) {
            throw new KmsInvalidException(
                    "Could not unwrap a data key with local-kms key " + key
                            + ": it was wrapped with another secret, or was changed. Compare the writer's secret with this one");
        }
    }

    @Override
    public KekDescription describe(String key) {
        return new KekDescription(key, "", closed ? KekDescription.State.UNKNOWN : KekDescription.State.ENABLED, false);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void check(Map<String, String> context) throws KmsUnavailableException {
        if (closed) {
            throw new KmsUnavailableException("This client of local-kms is closed");
        }
        if (!context.isEmpty()) {
            throw new IllegalArgumentException("local-kms binds to no context");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LocalSecretKms";
    }
}

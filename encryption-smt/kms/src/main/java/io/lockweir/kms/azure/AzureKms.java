package io.lockweir.kms.azure;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.RestAnswer;
import java.util.Arrays;
import java.util.Map;

/**
 * {@code wrapkey}, {@code unwrapkey} and {@code getkey} with RSA-OAEP-256. Whoever has the public key can wrap, so a wrapped data key is
 * not authentic: the topic's access rules protect it.
 */
final class AzureKms implements Kms {
    private final AzureVault vault;

    AzureKms(AzureVault vault) {
        this.vault = vault;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.wrap(AzureVault.SERVICE, key);
        byte[] bound = WrappedKey.bound(dek, context);
        RestAnswer answer;
        try {
            answer = vault.wrap(attempt, key, "", bound);
        } finally {
            Arrays.fill(bound, (byte) 0);
        }
        String version = answer.text("kid").orElse("").replaceFirst(".*/", "");
        return WrappedKey.read(
                        attempt, new WrappedKey(version, answer.text("value").orElse("")).bytes())
                .bytes();
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.unwrap(AzureVault.SERVICE, key);
        WrappedKey parts = WrappedKey.read(attempt, wrapped);
        byte[] bound = vault.unwrap(attempt, key, parts.version(), parts.value());
        try {
            return WrappedKey.released(attempt, bound, context);
        } finally {
            Arrays.fill(bound, (byte) 0);
        }
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        return vault.describe(key, key);
    }

    @Override
    public void close() {
        vault.close();
    }
}

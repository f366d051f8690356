package io.lockweir.store;

import io.lockweir.encryption.envelope.DekId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Keys of the topic of data keys: {@code dekId[16] ‖ SHA-256(value)[0..8)}. So no record ever compacts another away: only the same bytes, published
 * twice, are one.
 */
final class DekTopicKey {
    static final int LENGTH = DekId.LENGTH + 8;

    private DekTopicKey() {}

    static byte[] of(DekId id, byte[] value) {
        byte[] key = Arrays.copyOf(id.toBytes(), LENGTH);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value);
            System.arraycopy(hash, 0, key, DekId.LENGTH, LENGTH - DekId.LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The platform has no SHA-256", e);
        }
        return key;
    }

    static boolean matches(byte[] key, DekId id, byte[] value) {
        return Arrays.equals(key, of(id, value));
    }
}

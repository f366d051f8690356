package io.lockweir.encryption.cipher;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with the IVs of one stream: {@code fixed u32 ‖ counter u64} (SP 800-38D, 8.2.1). Writes {@code iv ‖ ct ‖ tag}. One
 * {@link Cipher} per key: it keeps its key schedule from call to call.
 */
public final class GcmSealer implements Sealer {
    static final String TRANSFORMATION = "AES/GCM/NoPadding";
    static final int KEY_LENGTH = 32;
    static final int IV_LENGTH = 12;
    static final int TAG_LENGTH = 16;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] iv = new byte[IV_LENGTH];
    private long counter;

    /**
     * A sealer with a stream of its own.
     *
     * @param key 32 bytes, copied
     * @param fixed the stream's fixed field, unique under the key
     */
    public GcmSealer(byte[] key, int fixed) {
        CipherKeys.check(key, KEY_LENGTH);
        this.key = new SecretKeySpec(key, "AES");
        this.cipher = GcmOpener.newCipher();
        for (int i = 0; i < 4; i++) {
            iv[i] = (byte) (fixed >>> (24 - 8 * i));
        }
    }

    @Override
    public int sealedLength(int plaintextLength) {
        return Math.addExact(plaintextLength, IV_LENGTH + TAG_LENGTH);
    }

    @Override
    public void seal(byte[] associatedData, byte[] plaintext, int length, byte[] target, int offset) {
        nextIv();
        System.arraycopy(iv, 0, target, offset, IV_LENGTH);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_LENGTH, iv));
            cipher.updateAAD(associatedData);
            cipher.doFinal(plaintext, 0, length, target, offset + IV_LENGTH);
        } catch (GeneralSecurityException e) {
            throw CipherKeys.broken("encrypt", e);
        }
    }

    /** Before anything can fail: an IV that was perhaps used is never used again. */
    private void nextIv() {
        long number = counter++;
        for (int i = 0; i < 8; i++) {
            iv[4 + i] = (byte) (number >>> (56 - 8 * i));
        }
    }
}

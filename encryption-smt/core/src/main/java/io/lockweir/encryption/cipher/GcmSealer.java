package io.lockweir.encryption.cipher;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with the IVs of one stream, {@code fixed u32 ‖ counter u64} (SP 800-38D, 8.2.1), or with random ones. Writes
 * {@code iv ‖ ct ‖ tag}. One {@link Cipher} per key: it keeps its key schedule from call to call.
 */
public final class GcmSealer implements Sealer {
    static final String TRANSFORMATION = "AES/GCM/NoPadding";
    static final int KEY_LENGTH = 32;
    static final int KEY_LENGTH_128 = 16;
    static final int IV_LENGTH = 12;
    static final int TAG_LENGTH = 16;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] iv = new byte[IV_LENGTH];
    private long counter;
    private @Nullable RandomIvs random;

    /**
     * A sealer with a stream of its own.
     *
     * @param key 32 bytes, copied
     * @param fixed the stream's fixed field, unique under the key
     */
    public GcmSealer(byte[] key, int fixed) {
        this(key, fixed, KEY_LENGTH);
    }

    GcmSealer(byte[] key, int fixed, int length) {
        CipherKeys.check(key, length);
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
    public void seal(IvSource ivs, byte[] associatedData, byte[] plaintext, int length, byte[] target, int offset) {
        try {
            start(ivs);
            System.arraycopy(iv, 0, target, offset, IV_LENGTH);
            cipher.updateAAD(associatedData);
            cipher.doFinal(plaintext, 0, length, target, offset + IV_LENGTH);
        } catch (GeneralSecurityException e) {
            throw CipherKeys.broken("encrypt", e);
        }
    }

    private void start(IvSource ivs) throws GeneralSecurityException {
        switch (ivs) {
            case COUNTER -> nextIv();
            case RANDOM -> randomIvs().next(iv);
            case PROVIDER -> {
                startWithIvOfProvider();
                return;
            }
        }
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_LENGTH, iv));
    }

    /** Without parameters, so that the provider makes the IV itself: the only way that a FIPS 140 module allows. */
    private void startWithIvOfProvider() throws GeneralSecurityException {
        cipher.init(Cipher.ENCRYPT_MODE, key);
        byte[] made = cipher.getIV();
        if (made == null || made.length != IV_LENGTH) {
            throw new GeneralSecurityException(
                    "Provider " + cipher.getProvider().getName() + " makes no 96-bit IVs");
        }
        System.arraycopy(made, 0, iv, 0, IV_LENGTH);
    }

    private RandomIvs randomIvs() {
        RandomIvs ready = random;
        if (ready == null) {
            ready = new RandomIvs();
            random = ready;
        }
        return ready;
    }

    /** Before anything can fail: an IV that was perhaps used is never used again. */
    private void nextIv() {
        long number = counter++;
        for (int i = 0; i < 8; i++) {
            iv[4 + i] = (byte) (number >>> (56 - 8 * i));
        }
    }
}

package io.lockweir.encryption.cipher;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens what a {@link GcmSealer} wrote. */
public final class GcmOpener implements Opener {
    private final Cipher cipher;
    private final SecretKeySpec key;

    /**
     * An opener.
     *
     * @param key 32 bytes, copied
     */
    public GcmOpener(byte[] key) {
        this(key, GcmSealer.KEY_LENGTH);
    }

    private GcmOpener(byte[] key, int length) {
        CipherKeys.check(key, length);
        this.key = new SecretKeySpec(key, "AES");
        this.cipher = newCipher();
    }

    /**
     * An opener of AES-128-GCM, which only formats of others have.
     *
     * @param key 16 bytes, copied
     */
    public static GcmOpener aes128(byte[] key) {
        return new GcmOpener(key, GcmSealer.KEY_LENGTH_128);
    }

    @Override
    public byte[] open(byte[] associatedData, byte[] sealed, int offset) {
        int start = offset + GcmSealer.IV_LENGTH;
        try {
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    new GCMParameterSpec(8 * GcmSealer.TAG_LENGTH, sealed, offset, GcmSealer.IV_LENGTH));
            cipher.updateAAD(associatedData);
            return cipher.doFinal(sealed, start, sealed.length - start);
        } catch (AEADBadTagException e) {
            throw CipherKeys.tagMismatch();
        } catch (GeneralSecurityException e) {
            throw CipherKeys.broken("decrypt", e);
        }
    }

    static Cipher newCipher() {
        try {
            return Cipher.getInstance(GcmSealer.TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw CipherKeys.broken("find AES-GCM", e);
        }
    }
}

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
        CipherKeys.check(key, GcmSealer.KEY_LENGTH);
        this.key = new SecretKeySpec(key, "AES");
        this.cipher = newCipher();
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

package io.lockweir.encryption.cipher;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.subtle.AesSiv;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** AES-256-SIV of RFC 5297 with one associated data string. Writes {@code siv ‖ ct}. */
public final class SivCipher implements Sealer, Opener {
    static final int KEY_LENGTH = 64;
    static final int SIV_LENGTH = 16;

    private final DeterministicAead siv;

    /**
     * A cipher.
     *
     * @param key 64 bytes, CMAC key ‖ CTR key, copied
     */
    public SivCipher(byte[] key) {
        CipherKeys.check(key, KEY_LENGTH);
        try {
            this.siv = new AesSiv(key);
        } catch (GeneralSecurityException e) {
            throw CipherKeys.broken("set up AES-SIV", e);
        }
    }

    @Override
    public int sealedLength(int plaintextLength) {
        return Math.addExact(plaintextLength, SIV_LENGTH);
    }

    @Override
    public void seal(IvSource ivs, byte[] associatedData, byte[] plaintext, int length, byte[] target, int offset) {
        try {
            byte[] sealed = siv.encryptDeterministically(Arrays.copyOf(plaintext, length), associatedData);
            System.arraycopy(sealed, 0, target, offset, sealed.length);
        } catch (GeneralSecurityException e) {
            throw CipherKeys.broken("encrypt", e);
        }
    }

    @Override
    public byte[] open(byte[] associatedData, byte[] sealed, int offset) {
        try {
            return siv.decryptDeterministically(Arrays.copyOfRange(sealed, offset, sealed.length), associatedData);
        } catch (GeneralSecurityException e) {
            // Tink says no more than this either.
            throw CipherKeys.tagMismatch();
        }
    }
}

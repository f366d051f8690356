package io.lockweir.reference.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** RFC 5297 with a 64-byte key and one string of associated data. */
final class Siv {

    private static final int BLOCK = 16;

    private final SecretKeySpec macKey;
    private final SecretKeySpec counterKey;

    Siv(byte[] key) {
        macKey = new SecretKeySpec(key, 0, 32, "AES");
        counterKey = new SecretKeySpec(key, 32, 32, "AES");
    }

    /** The SIV, then the ciphertext. */
    byte[] encrypt(byte[] associatedData, byte[] plaintext) throws GeneralSecurityException {
        byte[] siv = s2v(associatedData, plaintext);
        return new Bytes().add(siv).add(counterMode(siv, plaintext)).toArray();
    }

    byte[] decrypt(byte[] associatedData, byte[] sivAndCiphertext) throws GeneralSecurityException {
        byte[] siv = Arrays.copyOf(sivAndCiphertext, BLOCK);
        byte[] plaintext = counterMode(siv, Arrays.copyOfRange(sivAndCiphertext, BLOCK, sivAndCiphertext.length));
        if (!Arrays.equals(siv, s2v(associatedData, plaintext))) {
            throw new GeneralSecurityException("The SIV does not match");
        }
        return plaintext;
    }

    private byte[] s2v(byte[] associatedData, byte[] plaintext) throws GeneralSecurityException {
        byte[] d = xor(doubled(cmac(new byte[BLOCK])), cmac(associatedData));
        if (plaintext.length >= BLOCK) {
            byte[] last = plaintext.clone();
            int from = last.length - BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                last[from + i] ^= d[i];
            }
            return cmac(last);
        }
        return cmac(xor(doubled(d), padded(plaintext)));
    }

    private byte[] counterMode(byte[] siv, byte[] input) throws GeneralSecurityException {
        byte[] counter = siv.clone();
        counter[8] &= 0x7F;
        counter[12] &= 0x7F;
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, counterKey, new IvParameterSpec(counter));
        return cipher.doFinal(input);
    }

    /** RFC 4493. */
    private byte[] cmac(byte[] message) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, macKey);
        byte[] subkey = doubled(aes.doFinal(new byte[BLOCK]));
        int whole = Math.max(0, (message.length - 1) / BLOCK) * BLOCK;
        byte[] tail = Arrays.copyOfRange(message, whole, message.length);
        byte[] last = tail.length == BLOCK ? xor(tail, subkey) : xor(padded(tail), doubled(subkey));
        byte[] state = new byte[BLOCK];
        for (int i = 0; i < whole; i += BLOCK) {
            state = aes.doFinal(xor(state, Arrays.copyOfRange(message, i, i + BLOCK)));
        }
        return aes.doFinal(xor(state, last));
    }

    private static byte[] padded(byte[] part) {
        byte[] block = Arrays.copyOf(part, BLOCK);
        block[part.length] = (byte) 0x80;
        return block;
    }

    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            int carry = i + 1 < BLOCK ? (block[i + 1] & 0x80) >>> 7 : 0;
            result[i] = (byte) (block[i] << 1 | carry);
        }
        if ((block[0] & 0x80) != 0) {
            result[BLOCK - 1] ^= (byte) 0x87;
        }
        return result;
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] result = a.clone();
        for (int i = 0; i < BLOCK; i++) {
            result[i] ^= b[i];
        }
        return result;
    }
}

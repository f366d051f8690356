package io.lockweir.encryption.cipher;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF, AES-GCM and AES-SIV written from RFC 5869, SP 800-38D and RFC 5297 over nothing but the JDK, slowly and without regard for the
 * engine: the second opinion every fixture must pass.
 */
public final class ReferenceCrypto {
    private ReferenceCrypto() {}

    public static byte[] hkdf(byte[] inputKey, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        byte[] pseudoRandomKey = hmac(salt.length == 0 ? new byte[32] : salt, inputKey);
        byte[] output = new byte[0];
        byte[] block = new byte[0];
        for (int i = 1; output.length < length; i++) {
            block = hmac(pseudoRandomKey, concat(block, info, new byte[] {(byte) i}));
            output = concat(output, block);
        }
        return Arrays.copyOf(output, length);
    }

    public static byte[] gcmOpen(byte[] key, byte[] iv, byte[] associatedData, byte[] ciphertext)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(ciphertext);
    }

    /** {@code siv ‖ ct}; the key is CMAC key ‖ CTR key. */
    public static byte[] sivSeal(byte[] key, byte[] associatedData, byte[] plaintext) throws GeneralSecurityException {
        byte[] siv = s2v(half(key, 0), associatedData, plaintext);
        return concat(siv, counterMode(half(key, 1), siv, plaintext));
    }

    public static byte[] sivOpen(byte[] key, byte[] associatedData, byte[] sealed) throws GeneralSecurityException {
        byte[] siv = Arrays.copyOf(sealed, 16);
        byte[] plaintext = counterMode(half(key, 1), siv, Arrays.copyOfRange(sealed, 16, sealed.length));
        if (!MessageDigest.isEqual(siv, s2v(half(key, 0), associatedData, plaintext))) {
            throw new GeneralSecurityException("SIV mismatch");
        }
        return plaintext;
    }

    private static byte[] s2v(byte[] key, byte[] associatedData, byte[] plaintext) throws GeneralSecurityException {
        byte[] sum = xor(doubled(cmac(key, new byte[16])), cmac(key, associatedData));
        byte[] last;
        if (plaintext.length >= 16) {
            last = plaintext.clone();
            for (int i = 0; i < 16; i++) {
                last[last.length - 16 + i] ^= sum[i];
            }
        } else {
            byte[] padded = Arrays.copyOf(plaintext, 16);
            padded[plaintext.length] = (byte) 0x80;
            last = xor(doubled(sum), padded);
        }
        return cmac(key, last);
    }

    private static byte[] counterMode(byte[] key, byte[] siv, byte[] input) throws GeneralSecurityException {
        byte[] start = siv.clone();
        start[8] &= 0x7F;
        start[12] &= 0x7F;
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
        return cipher.doFinal(input);
    }

    private static byte[] cmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        byte[] first = doubled(aes.doFinal(new byte[16]));
        int blocks = Math.max(1, (message.length + 15) / 16);
        boolean whole = message.length > 0 && message.length % 16 == 0;
        byte[] padded = Arrays.copyOf(message, 16 * blocks);
        if (!whole) {
            padded[message.length] = (byte) 0x80;
        }
        byte[] state = new byte[16];
        for (int i = 0; i < blocks; i++) {
            byte[] block = xor(state, Arrays.copyOfRange(padded, 16 * i, 16 * i + 16));
            if (i == blocks - 1) {
                block = xor(block, whole ? first : doubled(first));
            }
            state = aes.doFinal(block);
        }
        return state;
    }

    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[16];
        int carry = 0;
        for (int i = 15; i >= 0; i--) {
            int value = (block[i] & 0xFF) << 1 | carry;
            result[i] = (byte) value;
            carry = value >>> 8;
        }
        result[15] ^= (byte) (carry * 0x87);
        return result;
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] half(byte[] key, int which) {
        int half = key.length / 2;
        return Arrays.copyOfRange(key, which * half, (which + 1) * half);
    }

    private static byte[] xor(byte[] left, byte[] right) {
        byte[] result = left.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= right[i];
        }
        return result;
    }

    public static byte[] concat(byte[]... parts) {
        byte[] result = new byte[0];
        for (byte[] part : parts) {
            int start = result.length;
            result = Arrays.copyOf(result, start + part.length);
            System.arraycopy(part, 0, result, start, part.length);
        }
        return result;
    }
}

package io.lockweir.benchmarks.smt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The least that encrypting one text field can cost on this JDK: AES-256-GCM with 64 bytes of associated data, a counted
 * IV and base64. No envelope, no key handling, no record. One thread.
 */
final class BareCipher {

    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final byte[] associatedData = new byte[64];
    private long counter;

    BareCipher() throws GeneralSecurityException {
        byte[] raw = new byte[32];
        raw[0] = 1;
        key = new SecretKeySpec(raw, "AES");
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    String encrypt(String value) throws GeneralSecurityException {
        byte[] plaintext = value.getBytes(StandardCharsets.UTF_8);
        byte[] envelope = new byte[IV_BYTES + plaintext.length + TAG_BITS / 8];
        ByteBuffer.wrap(envelope).putLong(4, counter++);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, envelope, 0, IV_BYTES));
        cipher.updateAAD(associatedData);
        cipher.doFinal(plaintext, 0, plaintext.length, envelope, IV_BYTES);
        return Base64.getEncoder().encodeToString(envelope);
    }

    String decrypt(String text) throws GeneralSecurityException {
        byte[] envelope = Base64.getDecoder().decode(text);
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, envelope, 0, IV_BYTES));
        cipher.updateAAD(associatedData);
        byte[] plaintext = cipher.doFinal(envelope, IV_BYTES, envelope.length - IV_BYTES);
        return new String(plaintext, StandardCharsets.UTF_8);
    }
}

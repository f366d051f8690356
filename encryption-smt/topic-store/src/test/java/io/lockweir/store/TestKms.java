package io.lockweir.store;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key service in memory that really encrypts and whose keys can be destroyed. */
final class TestKms implements Kms {
    private static final int IV = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    static TestKms of(String... names) {
        TestKms made = new TestKms();
        for (String name : names) {
            byte[] key = new byte[32];
            made.random.nextBytes(key);
            made.keys.put(name, new SecretKeySpec(key, "AES"));
        }
        return made;
    }

    void destroy(String key) {
        keys.remove(key);
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, iv, dek, context);
        byte[] wrapped = Arrays.copyOf(iv, IV + sealed.length);
        System.arraycopy(sealed, 0, wrapped, IV, sealed.length);
        return wrapped;
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        byte[] iv = Arrays.copyOf(wrapped, IV);
        return crypt(Cipher.DECRYPT_MODE, key, iv, Arrays.copyOfRange(wrapped, IV, wrapped.length), context);
    }

    @Override
    public KekDescription describe(String key) {
        return new KekDescription(key, "1", KekDescription.State.ENABLED, true);
    }

    @Override
    public void close() {}

    private byte[] crypt(int mode, String key, byte[] iv, byte[] input, Map<String, String> context)
            throws KmsException {
        SecretKey secret = keys.get(key);
        if (secret == null) {
            throw new KekUnknownException("No key " + key);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(new TreeMap<>(context).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new KmsInvalidException("Not wrapped by " + key);
        }
    }
}

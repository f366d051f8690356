package io.lockweir.kms.pkcs11;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.CanonicalContext;
import io.lockweir.kms.OpenState;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * CKM_AES_GCM with a key of the token, {@code iv[12] ‖ ciphertext ‖ tag[16]}, the context as associated data. AES-GCM and not
 * CKM_AES_KEY_WRAP: the JDK's SunPKCS11 does not offer the latter on Java 17, and it would not bind the context.
 */
final class Pkcs11Kms implements Kms {
    private static final String SERVICE = "PKCS#11";
    private static final int IV = 12;
    private static final int TAG = 16;

    private final Token token;
    private final SecureRandom random = new SecureRandom();
    private final OpenState open = new OpenState();

    Pkcs11Kms(Token token) {
        this.token = token;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        byte[] sealed = crypt(Attempt.wrap(SERVICE, key), Cipher.ENCRYPT_MODE, iv, dek, context);
        byte[] wrapped = Arrays.copyOf(iv, IV + sealed.length);
        System.arraycopy(sealed, 0, wrapped, IV, sealed.length);
        return wrapped;
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        Attempt attempt = Attempt.unwrap(SERVICE, key);
        if (wrapped.length < IV + TAG) {
            throw attempt.invalid("it is too short");
        }
        byte[] sealed = Arrays.copyOfRange(wrapped, IV, wrapped.length);
        return crypt(attempt, Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, IV), sealed, context);
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        Attempt attempt = Attempt.describe(SERVICE, key);
        open.check(attempt);
        token.kek(attempt);
        return new KekDescription(key, "", KekDescription.State.ENABLED, true);
    }

    @Override
    public void close() {
        open.close();
        token.close();
    }

    private byte[] crypt(Attempt attempt, int mode, byte[] iv, byte[] input, Map<String, String> context)
            throws KmsException {
        open.check(attempt);
        Token.Kek kek = token.kek(attempt);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", kek.provider());
            cipher.init(mode, kek.key(), new GCMParameterSpec(TAG * Byte.SIZE, iv));
            cipher.updateAAD(CanonicalContext.bytes(context));
            byte[] output = cipher.doFinal(input);
            token.worked();
            return output;
        } catch (GeneralSecurityException | ProviderException e) {
            KmsException failure = Pkcs11Failure.of(attempt, e);
            if (failure.kind() != KmsException.Kind.INVALID) {
                token.failed(failure);
            }
            throw failure;
        }
    }
}

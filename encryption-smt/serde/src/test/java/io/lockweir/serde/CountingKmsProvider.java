package io.lockweir.serde;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import io.lockweir.encryption.kms.KmsUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** {@code kms=counting}: really encrypts, under a key made of its name; counts, and goes down on command. */
public final class CountingKmsProvider implements KmsProvider {
    static final AtomicInteger WRAPS = new AtomicInteger();
    static final AtomicInteger UNWRAPS = new AtomicInteger();
    static final AtomicInteger OPEN = new AtomicInteger();
    private static final int IV = 12;
    private static volatile boolean down;

    static void down(boolean now) {
        down = now;
    }

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public List<KmsSetting> settings() {
        return List.of();
    }

    @Override
    public Kms open(KmsSettings settings) {
        OPEN.incrementAndGet();
        return new CountingKms();
    }

    private static final class CountingKms implements Kms {
        private final SecureRandom random = new SecureRandom();

        @Override
        public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
            answer();
            WRAPS.incrementAndGet();
            byte[] iv = new byte[IV];
            random.nextBytes(iv);
            try {
                byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, context).doFinal(dek);
                byte[] wrapped = Arrays.copyOf(iv, IV + sealed.length);
                System.arraycopy(sealed, 0, wrapped, IV, sealed.length);
                return wrapped;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
            answer();
            UNWRAPS.incrementAndGet();
            try {
                return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(wrapped, IV), context)
                        .doFinal(wrapped, IV, wrapped.length - IV);
            } catch (AEADBadTagException e) {
                throw new KmsInvalidException("No work of " + key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public KekDescription describe(String key) throws KmsException {
            answer();
            return new KekDescription(key, "1", KekDescription.State.ENABLED, true);
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }

        private static void answer() throws KmsException {
            if (down) {
                throw new KmsUnavailableException("The counting service is down");
            }
        }

        private static Cipher cipher(int mode, String key, byte[] iv, Map<String, String> context)
                throws GeneralSecurityException {
            byte[] kek = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(kek, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8));
            return cipher;
        }
    }
}

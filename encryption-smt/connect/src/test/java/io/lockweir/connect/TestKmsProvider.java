package io.lockweir.connect;

import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsDeniedException;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** {@code kms=test}: really encrypts, under a key made of its name; goes down and refuses on command, by key. */
public final class TestKmsProvider implements KmsProvider {
    private static final Set<String> DOWN = ConcurrentHashMap.newKeySet();
    private static final Set<String> DENIED = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final int IV = 12;

    static void down(String key) {
        DOWN.add(key);
    }

    static void deny(String key) {
        DENIED.add(key);
    }

    static void restore(String key) {
        DOWN.remove(key);
        DENIED.remove(key);
    }

    static int openClients() {
        return OPEN.get();
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public List<KmsSetting> settings() {
        return List.of(
                KmsSetting.optional("token", KmsSetting.Type.SECRET, "Who asks."),
                KmsSetting.withDefault("timeout.ms", KmsSetting.Type.NUMBER, "1000", "How long it may take."));
    }

    @Override
    public Kms open(KmsSettings settings) {
        OPEN.incrementAndGet();
        return new TestKms();
    }

    private static final class TestKms implements Kms {
        private final SecureRandom random = new SecureRandom();

        @Override
        public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
            answer(key);
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
            answer(key);
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
            answer(key);
            return new KekDescription(key, "1", KekDescription.State.ENABLED, true);
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }

        private static void answer(String key) throws KmsException {
            if (DOWN.contains(key)) {
                throw new KmsUnavailableException("The test service is down");
            }
            if (DENIED.contains(key)) {
                throw new KmsDeniedException("The test service refuses " + key);
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

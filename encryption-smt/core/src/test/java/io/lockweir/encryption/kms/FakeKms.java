package io.lockweir.encryption.kms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key service of a test: really encrypts with AES-GCM, context in the associated data; goes down, hangs and revokes on command. */
public final class FakeKms implements Kms {
    private static final int IV = 12;

    private final Map<String, byte[]> keks = new ConcurrentHashMap<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger wraps = new AtomicInteger();
    private final AtomicInteger unwraps = new AtomicInteger();
    private volatile boolean down;
    private volatile boolean closed;
    private volatile @Nullable CountDownLatch hanging;

    /** Every key that is named exists from its first use on. */
    public FakeKms() {}

    public void down() {
        down = true;
    }

    public void up() {
        down = false;
    }

    public void revoke(String key) {
        denied.add(key);
    }

    public void restore(String key) {
        denied.remove(key);
    }

    /** Calls hang until the latch is released. */
    public void hang(CountDownLatch released) {
        hanging = released;
    }

    public int wraps() {
        return wraps.get();
    }

    public int unwraps() {
        return unwraps.get();
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        wraps.incrementAndGet();
        answer("wrap", key);
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
        unwraps.incrementAndGet();
        answer("unwrap", key);
        if (wrapped.length < IV) {
            throw new KmsInvalidException("The wrapped key is too short for " + key);
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(wrapped, IV), context)
                    .doFinal(wrapped, IV, wrapped.length - IV);
        } catch (AEADBadTagException e) {
            throw new KmsInvalidException("The wrapped key is none of " + key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public KekDescription describe(String key) throws KmsException {
        answer("describe", key);
        return new KekDescription(key, "1", KekDescription.State.ENABLED, true);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void answer(String operation, String key) throws KmsException {
        CountDownLatch latch = hanging;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KmsUnavailableException("Interrupted while it hung");
            }
        }
        if (down) {
            throw new KmsUnavailableException("The fake service is down, cannot " + operation + " with " + key);
        }
        if (denied.contains(key)) {
            throw new KmsDeniedException("The fake service does not allow to " + operation + " with " + key);
        }
    }

    private Cipher cipher(int mode, String key, byte[] iv, Map<String, String> context)
            throws GeneralSecurityException {
        byte[] kek = keks.computeIfAbsent(key, absent -> {
            byte[] fresh = new byte[32];
            random.nextBytes(fresh);
            return fresh;
        });
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(kek, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}

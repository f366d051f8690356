package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.SivCipher;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.kms.KekDescription;
import io.lockweir.encryption.kms.KekUnknownException;
import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsDeniedException;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import io.lockweir.encryption.kms.KmsUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A key service in memory that really encrypts, and fails on command. */
final class MemoryKms implements Kms {
    private final Map<String, SivCipher> keys = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable CountDownLatch hanging;
    private volatile byte[] given = new byte[0];
    private volatile KmsException.Kind failing = KmsException.Kind.INVALID;

    MemoryKms(String... names) {
        for (String name : names) {
            byte[] key = new byte[64];
            new SecureRandom().nextBytes(key);
            keys.put(name, new SivCipher(key));
        }
    }

    /** Nobody ever unwraps with it again. */
    void destroy(String key) {
        keys.remove(key);
    }

    /** {@code INVALID} for a working service. */
    void fail(KmsException.Kind kind) {
        failing = kind;
    }

    /** Calls hang until the latch is released, and answer then as {@link #fail} says by that time. */
    void hang(CountDownLatch released) {
        hanging = released;
    }

    int calls() {
        return calls.get();
    }

    /** What it was given last to wrap, as it is now. */
    byte[] given() {
        return given;
    }

    @Override
    public byte[] wrap(String key, byte[] dek, Map<String, String> context) throws KmsException {
        given = dek;
        SivCipher cipher = cipher(key);
        byte[] wrapped = new byte[cipher.sealedLength(dek.length)];
        cipher.seal(bytes(context), dek, dek.length, wrapped, 0);
        return wrapped;
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, Map<String, String> context) throws KmsException {
        try {
            return cipher(key).open(bytes(context), wrapped, 0);
        } catch (EnvelopeException e) {
            throw new KmsInvalidException("Not wrapped by " + key);
        }
    }

    @Override
    public KekDescription describe(String key) {
        return new KekDescription(
                key, "1", keys.containsKey(key) ? KekDescription.State.ENABLED : KekDescription.State.UNKNOWN, true);
    }

    @Override
    public void close() {}

    private SivCipher cipher(String key) throws KmsException {
        calls.incrementAndGet();
        CountDownLatch latch = hanging;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new KmsUnavailableException("Interrupted while it hung");
            }
        }
        switch (failing) {
            case UNAVAILABLE -> throw new KmsUnavailableException("Not there");
            case DENIED -> throw new KmsDeniedException("No");
            default -> {}
        }
        SivCipher cipher = keys.get(key);
        if (cipher == null) {
            throw new KekUnknownException("No key " + key);
        }
        return cipher;
    }

    private static byte[] bytes(Map<String, String> context) {
        return new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8);
    }
}

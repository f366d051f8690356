package io.lockweir.encryption.keys;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Holds the bytes of a key until they are wiped. Use and wipe exclude each other, so nobody ever computes with a half-wiped key. Wiping is best effort, a JVM may have copied the array before.
 */
final class KeyMaterial {
    private final byte[] bytes;
    private boolean wiped;

    /** Takes the array over: the caller must not keep it. */
    KeyMaterial(byte[] bytes) {
        refuseZero(bytes);
        this.bytes = bytes;
    }

    /** A key of zeros is a key that was wiped too early; it would encrypt without complaint. */
    static void refuseZero(byte[] key) {
        if (isZero(key)) {
            throw new IllegalArgumentException("A key is all zero");
        }
    }

    static boolean isZero(byte[] key) {
        int bits = 0;
        for (byte each : key) {
            bits |= each;
        }
        return bits == 0;
    }

    /**
     * Computes with the key. The function must neither keep the array nor change it.
     *
     * @throws KeyUnavailableError if the key was wiped
     */
    synchronized <T> T use(Function<byte[], T> function) {
        checkNotWiped();
        return function.apply(bytes);
    }

    /** As {@link #use}, for what asks a service: with a copy, wiped after it, so that wiping never waits for an answer. */
    <E extends Exception> byte[] compute(EncryptingDek.Wrapping<E> wrapping) throws E {
        byte[] copy = use(byte[]::clone);
        try {
            return wrapping.wrap(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    private void checkNotWiped() {
        if (wiped) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The key source was closed; nothing is encrypted or decrypted with it any more",
                    null);
        }
    }

    synchronized void wipe() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "KeyMaterial";
    }
}

package io.lockweir.encryption.confluent;

import io.lockweir.encryption.cipher.IvSource;
import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.cipher.Sealer;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Encrypts and decrypts under one data key, with Tink's RAW output: {@code iv[12] ‖ ct ‖ tag[16]} for GCM, associated data empty;
 * {@code siv[16] ‖ ct} for SIV, RFC 5297 over one associated string that is there and empty. Safe for many threads: each borrows a
 * cipher of its own.
 */
public final class DekCipher {
    private static final byte[] EMPTY = {};

    private final DekAlgorithm algorithm;
    private final byte[] key;
    private final Queue<Sealer> sealers = new ConcurrentLinkedQueue<>();
    private final Queue<Opener> openers = new ConcurrentLinkedQueue<>();
    private final AtomicLong sealed = new AtomicLong();

    /**
     * A cipher.
     *
     * @param key raw, of the algorithm's length, copied
     * @throws IllegalArgumentException for another length, or a key that is all zero
     */
    public DekCipher(DekAlgorithm algorithm, byte[] key) {
        this.algorithm = algorithm;
        this.key = key.clone();
        sealers.add(algorithm.newSealer(this.key));
    }

    /**
     * A cipher of a data key as it was unwrapped.
     *
     * @param message see {@link TinkKey}
     * @throws EnvelopeException as {@link TinkKey#read} does
     */
    public static DekCipher of(DekAlgorithm algorithm, byte[] message) {
        byte[] key = TinkKey.read(algorithm, message);
        try {
            return new DekCipher(algorithm, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    public DekAlgorithm algorithm() {
        return algorithm;
    }

    /** How many values this process has encrypted with it. Every process that has the key adds its own to what random IVs can bear. */
    public long sealed() {
        return sealed.get();
    }

    /**
     * Encrypts.
     *
     * @param room bytes to leave free before the ciphertext
     */
    byte[] seal(byte[] plaintext, int room) {
        Sealer sealer = taken(sealers, () -> algorithm.newSealer(key));
        byte[] target = new byte[Math.addExact(room, sealer.sealedLength(plaintext.length))];
        sealer.seal(IvSource.RANDOM, EMPTY, plaintext, plaintext.length, target, room);
        sealers.add(sealer);
        sealed.incrementAndGet();
        return target;
    }

    /**
     * Decrypts what stands from an offset to the end.
     *
     * @throws EnvelopeException with TRUNCATED or TAG_MISMATCH
     */
    byte[] open(byte[] bytes, int offset) {
        if (bytes.length - offset < algorithm.shortestCore()) {
            throw new EnvelopeException(
                    Reason.TRUNCATED, "The ciphertext is shorter than any of " + algorithm + ", or is clear text");
        }
        Opener opener = taken(openers, () -> algorithm.newOpener(key));
        byte[] plaintext = opener.open(EMPTY, bytes, offset);
        openers.add(opener);
        return plaintext;
    }

    private static <T> T taken(Queue<T> pool, Supplier<T> maker) {
        T ready = pool.poll();
        return ready == null ? maker.get() : ready;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "DekCipher[" + algorithm + "]";
    }
}

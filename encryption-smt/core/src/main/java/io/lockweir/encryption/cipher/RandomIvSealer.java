package io.lockweir.encryption.cipher;

/** AES-256-GCM for keys that several processes encrypt with, which share no counter: never an IV from one. */
public final class RandomIvSealer implements Sealer {
    private final GcmSealer sealer;

    /**
     * A sealer.
     *
     * @param key 32 bytes, copied
     */
    public RandomIvSealer(byte[] key) {
        this(new GcmSealer(key, 0));
    }

    private RandomIvSealer(GcmSealer sealer) {
        this.sealer = sealer;
    }

    /**
     * A sealer of AES-128-GCM, which only formats of others have.
     *
     * @param key 16 bytes, copied
     */
    public static RandomIvSealer aes128(byte[] key) {
        return new RandomIvSealer(new GcmSealer(key, 0, GcmSealer.KEY_LENGTH_128));
    }

    @Override
    public int sealedLength(int plaintextLength) {
        return sealer.sealedLength(plaintextLength);
    }

    @Override
    public void seal(IvSource ivs, byte[] associatedData, byte[] plaintext, int length, byte[] target, int offset) {
        IvSource unique = ivs == IvSource.COUNTER ? IvSource.RANDOM : ivs;
        sealer.seal(unique, associatedData, plaintext, length, target, offset);
    }
}

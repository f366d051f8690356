package io.lockweir.encryption.cipher;

/** Encrypts under one data key. Belongs to one thread. */
public interface Sealer {

    /** The length of the sealed form of a plaintext. */
    int sealedLength(int plaintextLength);

    /**
     * Writes the sealed form, everything of the envelope that follows the data key id.
     *
     * @param ivs where the IV comes from; without effect where there is none
     * @param associatedData authenticated, not stored
     * @param plaintext holds the plaintext in its first {@code length} bytes
     * @param target has room for {@link #sealedLength} bytes from {@code offset}
     */
    void seal(IvSource ivs, byte[] associatedData, byte[] plaintext, int length, byte[] target, int offset);

    /** As {@link #seal(IvSource, byte[], byte[], int, byte[], int)}, with IVs of the stream's counter. */
    default void seal(byte[] associatedData, byte[] plaintext, int length, byte[] target, int offset) {
        seal(IvSource.COUNTER, associatedData, plaintext, length, target, offset);
    }
}

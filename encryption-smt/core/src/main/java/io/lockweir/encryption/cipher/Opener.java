package io.lockweir.encryption.cipher;

import io.lockweir.encryption.failure.EnvelopeException;

/** Decrypts under one data key. Belongs to one thread. */
public interface Opener {

    /**
     * The authenticated plaintext.
     *
     * @param sealed holds the sealed form from {@code offset} to its end
     * @throws EnvelopeException with TAG_MISMATCH if the sealed form or the associated data is not what was sealed under this key
     */
    byte[] open(byte[] associatedData, byte[] sealed, int offset);
}

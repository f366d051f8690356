package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.envelope.DekId;

/** A data key that was read or derived for an id: it decrypts, it has no way to encrypt. Safe for use by many threads. */
public interface DataKey {

    /** Its id. */
    DekId id();

    /**
     * A new opener for the calling thread.
     *
     * @throws KeyUnavailableError if the key source was closed
     */
    Opener opener();
}

package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.envelope.DekId;

/**
 * A hold on a data key that was read or derived for an id: it decrypts, it has no way to encrypt. Safe for use by many threads. Close it
 * when no opener of it is used any more: the key is wiped at the last release.
 */
public interface DataKey extends AutoCloseable {

    /** Its id. */
    DekId id();

    /**
     * A new opener for the calling thread.
     *
     * @throws KeyUnavailableError if the key source was closed
     */
    Opener opener();

    /**
     * Whether its openers may go on without asking the source again; to be asked before every use, cheap. Once false, it stays so: drop
     * the opener, close the hold and ask the source for the id again.
     */
    default boolean live() {
        return true;
    }

    @Override
    default void close() {}
}

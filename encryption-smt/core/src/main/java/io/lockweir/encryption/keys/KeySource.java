package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.util.List;

/**
 * Where data keys come from. Safe for use by many threads; the objects it hands out belong to one thread each. Closing wipes the keys
 * as far as a JVM can: from then on nothing encrypts, and no further key decrypts. Close the engines first.
 */
public interface KeySource extends AutoCloseable {

    /**
     * An encrypting use of the scope's current data key for one thread.
     *
     * @throws KeyUnavailableError if there is no key to encrypt with
     */
    DataKeyUse encryptingKey(Scope scope);

    /**
     * The same with a data key that is wrapped by these KEKs and no other.
     *
     * @param kekLabels labels of the local configuration; empty for the configured ones
     * @throws IllegalArgumentException if a label is not configured, or this source has no KEKs
     */
    default DataKeyUse encryptingKey(Scope scope, List<String> kekLabels) {
        if (!kekLabels.isEmpty()) {
            throw new IllegalArgumentException(
                    "A KEK is named, but this key source has none. Set key.source=envelope, or remove `kek`");
        }
        return encryptingKey(scope);
    }

    /**
     * Keys of data subjects in a scope: a key a subject, made at its first value, for crypto-shredding.
     *
     * @throws IllegalArgumentException if this source has none
     */
    default SubjectKeyUse subjectKeys(Scope scope) {
        throw new IllegalArgumentException(
                "A rule names a subject, but this key source has no keys of subjects. Set key.source=envelope and store=topic");
    }

    /**
     * The data key of an id, checked against it. It can only decrypt.
     *
     * @throws UnknownKeyException if no key of this source made the id in this scope
     * @throws KeyUnavailableError if the source cannot answer now
     */
    DataKey decryptingKey(DekId id, Scope scope);

    /** Whether somebody new may use it too: not once it has failed in a way that does not pass, such as a store that was cut. */
    default boolean usable() {
        return true;
    }

    @Override
    void close();
}

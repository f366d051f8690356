package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.envelope.DekId;
import java.util.Arrays;
import java.util.Optional;

/** A data key that was unwrapped. It is the one of its id, and it only decrypts. */
public final class DecryptingDek implements DataKey {
    private final DerivedKey derived;

    private DecryptingDek(DerivedKey derived) {
        this.derived = derived;
    }

    /**
     * Checks a data key against the id it shall have, in constant time.
     *
     * @param dek taken over and wiped, whatever comes of it
     * @return empty if it is not the key of the id in the scope: another length, all zero, or another key
     */
    public static Optional<DecryptingDek> of(byte[] dek, DekId id, Scope scope) {
        try {
            if (dek.length != EncryptingDek.LENGTH
                    || KeyMaterial.isZero(dek)
                    || !DekId.of(KeyDerivation.id(dek, scope)).equals(id)) {
                return Optional.empty();
            }
            return Optional.of(new DecryptingDek(new DerivedKey(dek, id, scope)));
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    @Override
    public DekId id() {
        return derived.id();
    }

    @Override
    public Opener opener() {
        return derived.opener();
    }

    DerivedKey derived() {
        return derived;
    }

    /** Forgets it, as far as a JVM can; openers made before go on. */
    public void wipe() {
        derived.wipe();
    }

    @Override
    public String toString() {
        return derived.toString();
    }
}

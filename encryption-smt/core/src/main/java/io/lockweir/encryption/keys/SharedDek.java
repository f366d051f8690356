package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.cipher.RandomIvSealer;
import io.lockweir.encryption.cipher.Sealer;
import io.lockweir.encryption.envelope.DekId;
import java.util.Arrays;
import java.util.Optional;

/**
 * The data key of a subject. Unlike all others several processes encrypt with it, which share no counter: every IV is 96 fresh random
 * bits, good for 2^32 values of one subject (SP 800-38D, 8.3).
 */
public final class SharedDek {
    private static final int LENGTH = 32;

    private final DerivedKey derived;

    private SharedDek(DerivedKey derived) {
        this.derived = derived;
    }

    /**
     * Checks a data key against the id it shall have, in constant time.
     *
     * @param dek taken over and wiped, whatever comes of it
     * @param scope a namespace
     * @return empty if it is not the key of the id in the scope: another length, all zero, or another key
     */
    public static Optional<SharedDek> of(byte[] dek, DekId id, Scope scope) {
        try {
            if (scope instanceof Scope.Join) {
                throw new IllegalArgumentException("A join domain has no keys of subjects");
            }
            return dek.length == LENGTH && idOf(dek, scope).equals(id)
                    ? Optional.of(new SharedDek(new DerivedKey(dek, id, scope)))
                    : Optional.empty();
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    /** The id of a fresh data key. */
    public static DekId idOf(byte[] dek, Scope scope) {
        return DekId.of(KeyDerivation.id(dek, scope));
    }

    /** Its id. */
    public DekId id() {
        return derived.id();
    }

    /** A new opener for the calling thread. */
    public Opener opener() {
        return derived.opener();
    }

    /** A new sealer for the calling thread. */
    public Sealer sealer() {
        return derived.cipherKey().use(RandomIvSealer::new);
    }

    /** Forgets it, as far as a JVM can; openers and sealers made before go on. */
    public void wipe() {
        derived.wipe();
    }

    @Override
    public String toString() {
        return derived.toString();
    }
}

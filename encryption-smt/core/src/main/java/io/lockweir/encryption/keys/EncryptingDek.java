package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.security.SecureRandom;

/**
 * A data key that this process generated. Only such a key encrypts at random: what was read from a store is a {@link DecryptingDek},
 * which has no way to. Wiped with {@link #wipe()}.
 */
public final class EncryptingDek {
    static final int LENGTH = 32;

    /** Something done with the bytes of a data key, which it neither keeps nor changes. */
    @FunctionalInterface
    public interface Wrapping<E extends Exception> {
        byte[] wrap(byte[] dek) throws E;
    }

    private final Scope scope;
    private final KeyMaterial dek;
    private final DerivedKey derived;

    private EncryptingDek(byte[] dek, Scope scope) {
        this.scope = scope;
        this.dek = new KeyMaterial(dek.clone());
        this.derived = new DerivedKey(dek, DekId.of(KeyDerivation.id(dek, scope)), scope);
    }

    /** A fresh data key. */
    public static EncryptingDek generate(Scope scope, SecureRandom random) {
        byte[] dek = new byte[LENGTH];
        random.nextBytes(dek);
        return new EncryptingDek(dek, scope);
    }

    /** The id that commits to it. */
    public DekId id() {
        return derived.id();
    }

    /** What it is good for. */
    public Scope scope() {
        return scope;
    }

    /**
     * Wraps it, with whatever the function does.
     *
     * @throws KeyUnavailableError if it was wiped
     */
    public <E extends Exception> byte[] wrapped(Wrapping<E> wrapping) throws E {
        return dek.compute(wrapping);
    }

    /** The key of the cipher. */
    DerivedKey derived() {
        return derived;
    }

    /** Forgets it, as far as a JVM can; ciphers made before go on. */
    public void wipe() {
        dek.wipe();
        derived.wipe();
    }

    @Override
    public String toString() {
        return "EncryptingDek[" + id() + "]";
    }
}

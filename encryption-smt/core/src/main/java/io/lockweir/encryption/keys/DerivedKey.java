package io.lockweir.encryption.keys;

import io.lockweir.encryption.cipher.GcmOpener;
import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.cipher.SivCipher;
import io.lockweir.encryption.envelope.DekId;
import java.util.Arrays;

/** A data key after derivation: its id and its cipher key. Of the data key itself nothing is kept. */
final class DerivedKey implements DataKey {
    private final DekId id;
    private final Scope scope;
    private final KeyMaterial cipherKey;

    /** Takes the data key over and wipes it. */
    DerivedKey(byte[] dek, DekId id, Scope scope) {
        KeyMaterial.refuseZero(dek);
        this.id = id;
        this.scope = scope;
        this.cipherKey = new KeyMaterial(KeyDerivation.cipherKey(dek, scope));
        Arrays.fill(dek, (byte) 0);
    }

    @Override
    public DekId id() {
        return id;
    }

    @Override
    public Opener opener() {
        return cipherKey.use(key -> scope instanceof Scope.Join ? new SivCipher(key) : new GcmOpener(key));
    }

    KeyMaterial cipherKey() {
        return cipherKey;
    }

    void wipe() {
        cipherKey.wipe();
    }

    @Override
    public String toString() {
        return "DataKey[" + id + "]";
    }
}

package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the data key of an id: derives it from every enabled key of the keyset and compares the id, which commits to it, in constant
 * time. Answers are cached, the negative ones apart, so that a flood of garbage neither costs derivations nor displaces good keys.
 */
final class KeysetReader {
    static final int CACHED = 1024;

    private record Name(DekId id, Scope scope) {}

    private final List<KeyMaterial> keys;
    private final BoundedCache<Name, DerivedKey> known = new BoundedCache<>(CACHED);
    private final BoundedCache<Name, Boolean> unknown = new BoundedCache<>(CACHED);

    KeysetReader(List<KeyMaterial> keys) {
        this.keys = keys;
    }

    DataKey key(DekId id, Scope scope) {
        Name name = new Name(id, scope);
        DerivedKey key = known.get(name);
        if (key != null) {
            return key;
        }
        if (unknown.get(name) != null) {
            throw new UnknownKeyException(id, scope);
        }
        return derive(name);
    }

    void wipe() {
        known.clear(DerivedKey::wipe);
    }

    int cachedKnown() {
        return known.size();
    }

    int cachedUnknown() {
        return unknown.size();
    }

    static DerivedKey writerKey(byte[] keysetKey, byte[] writer, Scope scope) {
        byte[] dek = KeyDerivation.writerDek(keysetKey, writer, scope);
        return new DerivedKey(dek, DekId.of(KeyDerivation.writerId(dek, writer, scope)), scope);
    }

    static DerivedKey joinKey(byte[] keysetKey, Scope scope) {
        byte[] dek = KeyDerivation.joinDek(keysetKey, scope);
        return new DerivedKey(dek, DekId.of(KeyDerivation.id(dek, scope)), scope);
    }

    private DataKey derive(Name name) {
        byte[] writer = Arrays.copyOf(name.id().toBytes(), KeyDerivation.WRITER_LENGTH);
        for (KeyMaterial each : keys) {
            DerivedKey candidate = each.use(bytes -> name.scope() instanceof Scope.Join
                    ? joinKey(bytes, name.scope())
                    : writerKey(bytes, writer, name.scope()));
            if (candidate.id().equals(name.id())) {
                known.put(name, candidate);
                return candidate;
            }
            candidate.wipe();
        }
        unknown.put(name, true);
        throw new UnknownKeyException(name.id(), name.scope());
    }
}

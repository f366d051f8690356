package io.lockweir.encryption;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thread's openers, one per data key and the 64 last used: a cipher that changes keys costs three times the encryption itself.
 */
final class OpenerCache {
    private static final int BOUND = 64;

    /** A data key's opener and the id it belongs to. */
    record Entry(DekId id, Opener opener) {}

    private record Name(DekId id, Scope scope) {}

    private final KeySource keys;
    private final Map<Name, Entry> entries = new LinkedHashMap<>(2 * BOUND, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Entry> eldest) {
            return size() > BOUND;
        }
    };

    OpenerCache(KeySource keys) {
        this.keys = keys;
    }

    Entry entryOf(byte[] envelope, Scope scope) {
        DekId id = DekId.at(envelope, EnvelopeHeader.DEK_ID);
        Name name = new Name(id, scope);
        Entry entry = entries.get(name);
        if (entry == null) {
            DataKey key = keys.decryptingKey(id, scope);
            entry = new Entry(key.id(), key.opener());
            entries.put(name, entry);
        }
        return entry;
    }

    void clear() {
        entries.clear();
    }
}

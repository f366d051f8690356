package io.lockweir.encryption;

import io.lockweir.encryption.cipher.Opener;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.envelope.EnvelopeHeader;
import io.lockweir.encryption.keys.DataKey;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thread's openers, one per data key and the 64 last used: a cipher that changes keys costs three times the encryption itself.
 */
final class OpenerCache {
    private static final int BOUND = 64;

    /** A hold on a data key, its id and its opener. */
    record Entry(DataKey key, DekId id, Opener opener) {}

    private record Name(DekId id, Scope scope) {}

    private final KeySource keys;
    private final Map<Name, Entry> entries = new LinkedHashMap<>(2 * BOUND, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Entry> eldest) {
            if (size() <= BOUND) {
                return false;
            }
            eldest.getValue().key().close();
            return true;
        }
    };

    OpenerCache(KeySource keys) {
        this.keys = keys;
    }

    Entry entryOf(byte[] envelope, Scope scope) {
        DekId id = DekId.at(envelope, EnvelopeHeader.DEK_ID);
        Name name = new Name(id, scope);
        Entry entry = entries.get(name);
        if (entry == null || !entry.key().live()) {
            forget(name);
            entry = opened(id, scope);
            entries.put(name, entry);
        }
        return entry;
    }

    private Entry opened(DekId id, Scope scope) {
        while (true) {
            DataKey key = keys.decryptingKey(id, scope);
            try {
                return new Entry(key, key.id(), key.opener());
            } catch (KeyUnavailableError e) {
                boolean live = key.live();
                key.close();
                if (live) {
                    throw e;
                }
                // Ended by another thread since it was given: the next answer says why.
            }
        }
    }

    /** Before its successor is asked for: when that fails, nothing of a revoked key shall be left. */
    private void forget(Name name) {
        Entry entry = entries.remove(name);
        if (entry != null) {
            entry.key().close();
        }
    }

    void clear() {
        entries.values().forEach(entry -> entry.key().close());
        entries.clear();
    }
}

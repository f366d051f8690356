package io.lockweir.encryption.shred;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys used last, as long as they live. One that is crowded out is wiped if it has ended; one that lives may be in use, and ends by its user's next look. For
 * many threads.
 */
final class Recent<K> {
    private final Map<K, SubjectKey> keys;

    Recent(int bound) {
        keys = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, SubjectKey> eldest) {
                if (size() <= bound) {
                    return false;
                }
                // Wipes it if it has ended.
                boolean unused = eldest.getValue().live();
                return true;
            }
        };
    }

    synchronized @Nullable SubjectKey get(K name) {
        SubjectKey key = keys.get(name);
        if (key != null && !key.live()) {
            keys.remove(name);
            return null;
        }
        return key;
    }

    synchronized void put(K name, SubjectKey key) {
        keys.put(name, key);
    }

    /** Wipes those that ended, and forgets them. */
    synchronized void sweep() {
        keys.values().removeIf(key -> !key.live());
    }
}

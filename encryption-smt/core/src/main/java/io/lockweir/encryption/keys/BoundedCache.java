package io.lockweir.encryption.keys;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A small least-recently-used cache for many threads. Not the hot path: engines keep their own openers. */
final class BoundedCache<K, V> {
    private final int bound;
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    BoundedCache(int bound) {
        this.bound = bound;
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    synchronized void put(K key, V value) {
        entries.put(key, value);
        if (entries.size() > bound) {
            Map.Entry<K, V> eldest = entries.entrySet().iterator().next();
            entries.remove(eldest.getKey());
        }
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized void clear(Consumer<V> last) {
        entries.values().forEach(last);
        entries.clear();
    }
}

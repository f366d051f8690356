package io.lockweir.demo.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The primary keys that exist now, as one writer sees them, with the way back for a rolled-back transaction. Not thread-safe. */
final class KeyPool<K> {
    private final List<K> keys = new ArrayList<>();
    private final Map<K, Integer> places = new HashMap<>();
    private final List<Runnable> undo = new ArrayList<>();

    boolean isEmpty() {
        return keys.isEmpty();
    }

    K any(RandomGenerator random) {
        return keys.get(random.nextInt(keys.size()));
    }

    void add(K key) {
        put(key);
        undo.add(() -> drop(key));
    }

    void remove(K key) {
        drop(key);
        undo.add(() -> put(key));
    }

    /** A point to roll back to. */
    int savepoint() {
        return undo.size();
    }

    void rollbackTo(int savepoint) {
        while (undo.size() > savepoint) {
            undo.remove(undo.size() - 1).run();
        }
    }

    void commit() {
        undo.clear();
    }

    private void put(K key) {
        places.put(key, keys.size());
        keys.add(key);
    }

    private void drop(K key) {
        Integer place = places.remove(key);
        if (place == null) {
            throw new IllegalStateException("The key is not in the pool");
        }
        K last = keys.remove(keys.size() - 1);
        if (place < keys.size()) {
            keys.set(place, last);
            places.put(last, place);
        }
    }
}

package io.lockweir.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One thing per configuration and process, opened by the first who asks and closed when the last has let go. One that has failed is left to those who have it:
 * whoever asks then gets another.
 */
final class Shared<K, V extends AutoCloseable> {

    /** One user's hold; to be let go once. */
    interface Hold<V> {
        V value();

        void release();
    }

    private static final class Counted<V> {
        private final V value;
        private int holds;

        private Counted(V value) {
            this.value = value;
        }
    }

    private final Map<K, Counted<V>> open = new HashMap<>();
    private final Predicate<V> usable;

    /**
     * None is open.
     *
     * @param usable whether one that is open may be given to somebody else
     */
    Shared(Predicate<V> usable) {
        this.usable = usable;
    }

    synchronized Hold<V> acquire(K key, Supplier<V> opening) {
        Counted<V> counted = open.get(key);
        if (counted == null || !usable.test(counted.value)) {
            counted = new Counted<>(opening.get());
            open.put(key, counted);
        }
        counted.holds++;
        Counted<V> held = counted;
        return new Hold<>() {
            private boolean released;

            @Override
            public V value() {
                return held.value;
            }

            @Override
            public void release() {
                synchronized (Shared.this) {
                    if (!released) {
                        released = true;
                        letGo(key, held);
                    }
                }
            }
        };
    }

    private void letGo(K key, Counted<V> held) {
        held.holds--;
        if (held.holds == 0) {
            open.remove(key, held);
            try {
                held.value.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("A shared store could not be closed", e);
            }
        }
    }
}

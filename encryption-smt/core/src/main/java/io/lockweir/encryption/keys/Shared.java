package io.lockweir.encryption.keys;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing per configuration and process, opened by the first who asks and closed when the last has let go. Opening and closing take
 * their time, so who asks for one configuration never waits for another one. One that has failed is left to those who have it: whoever
 * asks then gets another.
 *
 * @param <K> the configuration, with equality
 */
public final class Shared<K, V extends AutoCloseable> {
    private final ConcurrentMap<K, Place> places = new ConcurrentHashMap<>();
    private final Predicate<V> usable;

    /** What is open may be given to everybody. */
    public Shared() {
        this(open -> true);
    }

    /**
     * None is open.
     *
     * @param usable whether one that is open may be given to somebody else
     */
    public Shared(Predicate<V> usable) {
        this.usable = usable;
    }

    /** One user's hold. */
    public interface Hold<V> {
        V value();

        /** Lets go; a second time changes nothing. */
        void release();
    }

    /** What the opening throws is thrown, and nothing is kept. */
    public Hold<V> acquire(K key, Supplier<V> opening) {
        while (true) {
            Hold<V> hold = places.computeIfAbsent(key, Place::new).acquire(opening);
            if (hold != null) {
                return hold;
            }
            // Its last user let go of it at the same time, or it has failed: there is a place for a new one by now.
        }
    }

    /** How many are open, being opened or being closed. */
    int size() {
        return places.size();
    }

    /** Its lock is held while the thing is opened and closed, for those who ask for the same one. */
    private final class Place {
        private final K key;
        private @Nullable V value;
        private int holds;
        private boolean gone;

        private Place(K key) {
            this.key = key;
        }

        private synchronized @Nullable Hold<V> acquire(Supplier<V> opening) {
            if (gone) {
                return null;
            }
            V open = value;
            if (open != null && !usable.test(open)) {
                leave();
                return null;
            }
            if (open == null) {
                open = opened(opening);
                value = open;
            }
            holds++;
            return new Share(open);
        }

        private V opened(Supplier<V> opening) {
            boolean done = false;
            try {
                V open = opening.get();
                done = true;
                return open;
            } finally {
                if (!done) {
                    leave();
                }
            }
        }

        private synchronized void release(V open) {
            holds--;
            if (holds > 0) {
                return;
            }
            try {
                open.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("What was shared could not be closed", e);
            } finally {
                leave();
            }
        }

        private void leave() {
            gone = true;
            places.remove(key, this);
        }

        private final class Share implements Hold<V> {
            private final V open;
            private final AtomicBoolean released = new AtomicBoolean();

            private Share(V open) {
                this.open = open;
            }

            @Override
            public V value() {
                return open;
            }

            @Override
            public void release() {
                if (released.compareAndSet(false, true)) {
                    Place.this.release(open);
                }
            }
        }
    }
}

package io.lockweir.registry;

import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyUnavailableError.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that are fetched once, however many threads ask, and again when they are older than their time to live. A value whose
 * replacement can't be had because nobody answers serves a stated time longer. Bounded: the least recently used goes. A failure is
 * shared by all who wait for it, and not kept.
 */
final class SingleFlightCache<K, V> {
    /** Asking takes as long as the registry is waited for: not for every record. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final CacheBounds bounds;
    private final Clock clock;
    private final LinkedHashMap<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<K, CompletableFuture<V>> flights = new HashMap<>();

    SingleFlightCache(CacheBounds bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    V get(K key, Supplier<V> fetch) {
        return get(key, value -> true, fetch);
    }

    /**
     * The value, fetched if it is not there, too old, or no longer usable.
     *
     * @param fetch called without a lock held, by one thread
     * @throws KeyUnavailableError as the fetch does, and with CLOSED if the thread is interrupted while another one fetches
     */
    V get(K key, Predicate<V> usable, Supplier<V> fetch) {
        CompletableFuture<V> flight = new CompletableFuture<>();
        @Nullable CompletableFuture<V> other;
        @Nullable Entry<V> old;
        synchronized (this) {
            old = entries.get(key);
            if (old != null && serves(old) && usable.test(old.value())) {
                return old.value();
            }
            other = flights.putIfAbsent(key, flight);
        }
        return other == null ? fetched(key, flight, old, usable, fetch) : waited(other);
    }

    /** Lets the next question be asked. */
    synchronized void forget(K key) {
        entries.remove(key);
    }

    synchronized int size() {
        return entries.size();
    }

    private V fetched(
            K key, CompletableFuture<V> flight, @Nullable Entry<V> old, Predicate<V> usable, Supplier<V> fetch) {
        try {
            V value = fetch.get();
            landed(key, new Entry<>(value, clock.instant(), Instant.MIN));
            flight.complete(value);
            return value;
        } catch (KeyUnavailableError e) {
            boolean serves = old != null
                    && e.reason() == Reason.UNAVAILABLE
                    && isYounger(old, bounds.ttl().plus(bounds.maxStale()))
                    && usable.test(old.value());
            if (old != null && serves) {
                landed(
                        key,
                        new Entry<>(old.value(), old.fetched(), clock.instant().plus(PAUSE)));
                flight.complete(old.value());
                return old.value();
            }
            failed(key, flight, e);
            throw e;
        } catch (RuntimeException | Error e) {
            failed(key, flight, e);
            throw e;
        }
    }

    private boolean serves(Entry<V> entry) {
        return isYounger(entry, bounds.ttl())
                || (clock.instant().isBefore(entry.notBefore())
                        && isYounger(entry, bounds.ttl().plus(bounds.maxStale())));
    }

    private boolean isYounger(Entry<V> entry, Duration age) {
        return clock.instant().isBefore(entry.fetched().plus(age));
    }

    private synchronized void landed(K key, Entry<V> entry) {
        flights.remove(key);
        entries.put(key, entry);
        if (entries.size() > bounds.size()) {
            Iterator<K> eldest = entries.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    private void failed(K key, CompletableFuture<V> flight, Throwable failure) {
        synchronized (this) {
            flights.remove(key);
            entries.remove(key);
        }
        flight.completeExceptionally(failure);
    }

    private static <V> V waited(CompletableFuture<V> flight) {
        try {
            return flight.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(
                    Reason.CLOSED, "The thread was interrupted while another one asked the registry", null);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof KeyUnavailableError failure) {
                // A stack of this thread's own; the first one's as the cause.
                throw new KeyUnavailableError(failure.reason(), String.valueOf(failure.getMessage()), failure);
            }
            throw new IllegalStateException("Another thread's question to the registry failed", cause);
        }
    }

    /** @param notBefore when it is asked for again, if it is too old but nobody answered */
    private record Entry<V>(V value, Instant fetched, Instant notBefore) {}
}

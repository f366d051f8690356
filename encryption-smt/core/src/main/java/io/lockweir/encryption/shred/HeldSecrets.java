package io.lockweir.encryption.shred;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The unwrapped generations of a namespace's key, each for as long as its key-encryption key allows. Asks nobody, so whatever ends one
 * happens in time, however long a service takes.
 */
final class HeldSecrets {
    private record Held(NamespaceSecret secret, long confirmed) {}

    private final Clock clock;
    private final long ahead;
    private final long bound;
    private final Map<Integer, Held> held = new HashMap<>();
    private volatile long evictions;
    private boolean closed;

    /**
     * None.
     *
     * @param ttl how long one is used before its key-encryption key is asked again, ahead of time
     * @param maxStale how much longer while that cannot be asked
     */
    HeldSecrets(Clock clock, Duration ttl, Duration maxStale) {
        this.clock = clock;
        this.ahead = ttl.toMillis() / 4 * 3;
        this.bound = ttl.plus(maxStale).toMillis();
    }

    synchronized Optional<NamespaceSecret> find(int generation) {
        return Optional.ofNullable(held.get(generation))
                .filter(each -> !isOver(each))
                .map(Held::secret);
    }

    /** Whether it is time to ask ahead. */
    synchronized boolean isDue(int generation) {
        Held each = held.get(generation);
        return each != null && (isOver(each) || clock.millis() - each.confirmed() >= ahead);
    }

    /**
     * Takes one.
     *
     * @param asked when the question was asked that this answers
     */
    synchronized void put(NamespaceSecret secret, long asked) {
        if (!closed) {
            held.put(secret.generation(), new Held(secret, asked));
        }
    }

    /** Whether there was one. */
    synchronized boolean evict(int generation) {
        boolean removed = held.remove(generation) != null;
        if (removed) {
            evictions++;
        }
        return removed;
    }

    /** Evicts what was not confirmed for too long. */
    synchronized List<Integer> expire() {
        List<Integer> over = held.entrySet().stream()
                .filter(each -> isOver(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(this::evict);
        return over;
    }

    /** Changes whenever one had to go. */
    long evictions() {
        return evictions;
    }

    synchronized void close() {
        closed = true;
        held.clear();
        evictions++;
    }

    /** A clock that was put back proves nothing. */
    private boolean isOver(Held each) {
        long age = clock.millis() - each.confirmed();
        return age < 0 || age >= bound;
    }
}

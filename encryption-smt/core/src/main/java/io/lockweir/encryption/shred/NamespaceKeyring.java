package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The generations of a namespace's key: which there are, and the unwrapped ones, each for as long as its key-encryption key allows. The key of
 * pseudonyms and authentication stays for good once it is known, so that SHRED records are followed even while every data key is refused.
 */
final class NamespaceKeyring {
    private record Unwrapped(NamespaceSecret secret, long confirmed) {}

    private final NamespaceId namespace;
    private final NamespaceKeks keks;
    private final Clock clock;
    private final Duration ttl;
    private final Duration maxStale;
    private final TreeMap<Integer, Generation> generations = new TreeMap<>();
    private final Map<Integer, Unwrapped> unwrapped = new HashMap<>();
    private byte @Nullable [] index;
    private volatile long evictions;

    /**
     * An empty ring.
     *
     * @param ttl how long an unwrapped key is used before its key-encryption key is asked again
     * @param maxStale how much longer while that cannot be asked
     */
    NamespaceKeyring(NamespaceId namespace, NamespaceKeks keks, Clock clock, Duration ttl, Duration maxStale) {
        this.namespace = namespace;
        this.keks = keks;
        this.clock = clock;
        this.ttl = ttl;
        this.maxStale = maxStale;
    }

    /**
     * Takes a record. In partition 0 the first of a number counts, and only there is one destroyed; in others there are copies.
     *
     * @return whether it is the generation that counts
     */
    synchronized boolean learn(Generation generation, int partition) {
        Generation known = generations.get(generation.generation());
        boolean destroys =
                known != null && known.nonce() == generation.nonce() && generation.destroyed() && partition == 0;
        if (known == null || destroys) {
            generations.put(generation.generation(), generation);
            if (generation.destroyed() && unwrapped.remove(generation.generation()) != null) {
                evictions++;
            }
            return true;
        }
        return known.nonce() == generation.nonce();
    }

    /** Whether a generation of the same number, with another key, counts. */
    synchronized boolean isRival(Generation generation) {
        Generation known = generations.get(generation.generation());
        return known != null && known.nonce() != generation.nonce();
    }

    /** Whether a key in the log is that of a generation that counts. */
    synchronized boolean counts(byte[] key) {
        return generations.values().stream().anyMatch(each -> Arrays.equals(SubjectRecordCodec.key(each), key));
    }

    /** The newest generation. */
    synchronized Optional<Generation> newest() {
        return generations.isEmpty()
                ? Optional.empty()
                : Optional.of(generations.lastEntry().getValue());
    }

    /** All that were not destroyed, oldest first. */
    synchronized List<Generation> remaining() {
        return generations.values().stream().filter(each -> !each.destroyed()).toList();
    }

    /** Whether a generation is known here and was not destroyed. */
    synchronized boolean remains(int generation) {
        Generation known = generations.get(generation);
        return known != null && !known.destroyed();
    }

    /** Changes whenever an unwrapped generation had to go. */
    long evictions() {
        return evictions;
    }

    /** Whether a key that was unwrapped under a generation still may be used. */
    synchronized boolean usable(int generation) {
        return unwrapped.containsKey(generation);
    }

    /**
     * The key of a generation, unwrapped when it is not yet.
     *
     * @throws KeyUnavailableError if it is not known, or no key-encryption key unwraps it
     */
    synchronized NamespaceSecret secret(int generation) {
        Unwrapped known = unwrapped.get(generation);
        if (known != null) {
            return known.secret();
        }
        Generation record = generations.get(generation);
        if (record == null) {
            throw new KeyUnavailableError("Generation " + generation + " of the namespace key is not known here");
        }
        return accept(record, keks.unwrap(record));
    }

    /** A MAC for one thread that makes pseudonyms. */
    HmacSha256 tagging() {
        return NamespaceSecret.tagging(index(), namespace);
    }

    /** A MAC for one thread that makes or checks records. */
    HmacSha256 authentication() {
        return NamespaceSecret.authentication(index(), namespace);
    }

    /** The key of pseudonyms and authentication, for a new generation. */
    synchronized byte[] index() {
        if (index == null) {
            throw new KeyUnavailableError("No key of the namespace could be unwrapped yet");
        }
        return index.clone();
    }

    /** Whether records can be authenticated. */
    synchronized boolean ready() {
        return index != null;
    }

    /**
     * Takes the key of pseudonyms and authentication from a generation that is not believed yet.
     *
     * @throws KeyUnavailableError if no key-encryption key unwraps it
     */
    void bootstrap(Generation generation) {
        if (!ready()) {
            accept(generation, keks.unwrap(generation));
        }
    }

    /** Asks the key-encryption keys again about everything that is older than three quarters of its time. */
    void refresh() {
        for (Generation each : remaining()) {
            refresh(each);
        }
    }

    synchronized void clear() {
        unwrapped.clear();
        evictions++;
        if (index != null) {
            Arrays.fill(index, (byte) 0);
        }
    }

    private void refresh(Generation generation) {
        long age = age(generation);
        if (age < ttl.toMillis() / 4 * 3) {
            return;
        }
        try {
            // Outside of the lock: the service may take its time, and the key is good until then.
            accept(generation, keks.unwrap(generation));
        } catch (KeyUnavailableError e) {
            boolean passes = e.reason() == KeyUnavailableError.Reason.UNAVAILABLE;
            if (!passes || age >= ttl.plus(maxStale).toMillis()) {
                evict(generation);
                throw e;
            }
        }
    }

    private synchronized long age(Generation generation) {
        Unwrapped known = unwrapped.get(generation.generation());
        return known == null ? 0 : clock.millis() - known.confirmed();
    }

    private synchronized void evict(Generation generation) {
        unwrapped.remove(generation.generation());
        evictions++;
    }

    /** Takes a key over and wipes it. */
    private synchronized NamespaceSecret accept(Generation generation, byte[] key) {
        try {
            NamespaceSecret secret = new NamespaceSecret(key, namespace, generation.generation());
            byte[] found = secret.unwrapIndex(generation.index())
                    .orElseThrow(() -> new KeyUnavailableError(
                            KeyUnavailableError.Reason.MISSING,
                            "What unwraps as generation " + generation.generation()
                                    + " of the namespace key is another key: the record was changed",
                            null));
            index = index == null ? found : index;
            put(generation, secret);
            return secret;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void put(Generation generation, NamespaceSecret secret) {
        unwrapped.put(generation.generation(), new Unwrapped(secret, clock.millis()));
    }
}

package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyWait;
import io.lockweir.encryption.keys.KeyWorkers;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of a namespace's key: which there are, and the unwrapped ones, each for as long as its key-encryption key allows. The key of
 * pseudonyms and authentication stays for good once it is known, so that SHRED records are followed even while every data key is refused.
 */
final class NamespaceKeyring {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceKeyring.class);

    private final NamespaceId namespace;
    private final NamespaceKeks keks;
    private final Clock clock;
    private final KeyWorkers workers;
    private final KeyWait wait;
    private final HeldSecrets held;
    private final TreeMap<Integer, Generation> generations = new TreeMap<>();
    private final Map<Integer, CompletableFuture<NamespaceSecret>> flights = new ConcurrentHashMap<>();
    private byte @Nullable [] index;

    /**
     * An empty ring.
     *
     * @param workers that ask key services
     */
    NamespaceKeyring(
            NamespaceId namespace, NamespaceKeks keks, SubjectSettings settings, Clock clock, KeyWorkers workers) {
        this.namespace = namespace;
        this.keks = keks;
        this.clock = clock;
        this.workers = workers;
        this.wait = new KeyWait(settings.keyWait());
        this.held = new HeldSecrets(clock, settings.ttl(), settings.maxStale());
    }

    /**
     * Takes a record. In partition 0 the first of a number counts, and only there is one destroyed for good, or wrapped anew; in others there
     * are copies.
     *
     * @return whether it is the generation that counts
     */
    synchronized boolean learn(Generation generation, int partition) {
        Generation known = generations.get(generation.generation());
        boolean changes = known != null && known.nonce() == generation.nonce() && !known.destroyed() && partition == 0;
        if (known == null || changes) {
            generations.put(generation.generation(), generation);
            if (generation.destroyed()) {
                held.evict(generation.generation());
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
        return held.evictions();
    }

    /** Whether a key that was unwrapped under a generation still may be used. */
    boolean usable(int generation) {
        return held.find(generation).isPresent();
    }

    /**
     * The key of a generation, unwrapped when it is not yet. Waits for that no longer than the settings say, and asks once: who asks again, and how long, is the
     * caller's matter, who is told the reason.
     *
     * @throws KeyUnavailableError if it is not known, or no key-encryption key unwraps it
     */
    NamespaceSecret secret(int generation) {
        return held.find(generation).orElseGet(() -> wait.until(() -> flight(generation), failure -> false));
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
            long asked = clock.millis();
            accept(generation, keks.unwrap(generation), asked);
        }
    }

    /** Ends what was not confirmed for too long, and begins to ask about what soon will be. Waits for no answer. */
    void tick() {
        held.expire()
                .forEach(generation -> LOG.warn(
                        "Generation {} of the namespace key is not used any more: no key-encryption key could be asked for too long",
                        generation));
        for (Generation each : remaining()) {
            if (held.isDue(each.generation())) {
                CompletableFuture<NamespaceSecret> unused = flight(each.generation());
            }
        }
    }

    synchronized void clear() {
        held.close();
        if (index != null) {
            Arrays.fill(index, (byte) 0);
        }
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof KeyUnavailableError error && error.reason() == KeyUnavailableError.Reason.UNAVAILABLE;
    }

    /** One question at a time about a generation, whoever asks. */
    private CompletableFuture<NamespaceSecret> flight(int generation) {
        CompletableFuture<NamespaceSecret> mine = new CompletableFuture<>();
        CompletableFuture<NamespaceSecret> running = flights.putIfAbsent(generation, mine);
        if (running != null) {
            return running;
        }
        CompletableFuture<NamespaceSecret> unused = workers.submit(() -> asked(generation))
                .whenComplete((secret, failure) -> {
                    flights.remove(generation, mine);
                    if (failure == null) {
                        mine.complete(secret);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    /** Outside of every lock: the service may take its time, and what expires meanwhile expires. */
    private NamespaceSecret asked(int generation) {
        long asked = clock.millis();
        try {
            Generation record = known(generation);
            return accept(record, keks.unwrap(record), asked);
        } catch (KeyUnavailableError e) {
            if (!mayPass(e) && held.evict(generation)) {
                LOG.warn("Generation {} of the namespace key is not used any more", generation, e);
            }
            throw e;
        }
    }

    private synchronized Generation known(int generation) {
        Generation record = generations.get(generation);
        if (record == null) {
            throw new KeyUnavailableError("Generation " + generation + " of the namespace key is not known here");
        }
        return record;
    }

    /** Takes a key over and wipes it. */
    private synchronized NamespaceSecret accept(Generation generation, byte[] key, long asked) {
        try {
            NamespaceSecret secret = new NamespaceSecret(key, namespace, generation.generation());
            byte[] found = secret.unwrapIndex(generation.index())
                    .orElseThrow(() -> new KeyUnavailableError(
                            KeyUnavailableError.Reason.MISSING,
                            "What unwraps as generation " + generation.generation()
                                    + " of the namespace key is another key: the record was changed",
                            null));
            if (index == null) {
                index = found;
            } else {
                Arrays.fill(found, (byte) 0);
            }
            Generation now = generations.get(generation.generation());
            if (now == null || !now.destroyed()) {
                held.put(secret, asked);
            }
            return secret;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}

package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyWorkers;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SharedDek;
import io.lockweir.encryption.shred.SubjectLedger.Known;
import io.lockweir.encryption.shred.SubjectLedger.Position;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.Generation;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data keys of the subjects of one namespace, over a log that all processes share. Safe for use by many threads. A key that was
 * killed by {@link Shredder} ends here as soon as the SHRED arrives, within milliseconds of its acknowledgement where the log is reachable.
 */
public final class SubjectKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectKeys.class);
    private static final int ATTEMPTS = 5;
    private static final int LOCKS = 64;
    private static final int BATCH = 2000;
    private static final Duration APPEND_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final String name;
    private final NamespaceId namespace;
    private final SubjectLog log;
    private final SubjectSettings settings;
    private final NamespaceKeks keks;
    private final NamespaceKeyring keyring;
    private final SubjectLedger ledger;
    private final SubjectFollower follower;
    private final KeyEvents events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Object[] locks = new Object[LOCKS];
    private final Recent<DekId> byId;
    private final Recent<SubjectTag> byTag;
    private final KeyWorkers workers = new KeyWorkers();
    private volatile boolean stale;
    private volatile boolean closed;
    private volatile long staleChanges;

    private SubjectKeys(
            String name,
            SubjectLog log,
            Function<String, @Nullable Kek> keks,
            SubjectSettings settings,
            KeyEvents events,
            Clock clock) {
        this.name = name;
        this.namespace = NamespaceId.of(name);
        this.log = log;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.keks = new NamespaceKeks(name, keks);
        this.keyring = new NamespaceKeyring(namespace, this.keks, settings, clock, workers);
        this.ledger = new SubjectLedger(log.partitions(), settings.maxSubjects());
        this.follower = new SubjectFollower(namespace, keyring, ledger, events);
        this.byId = new Recent<>(settings.cachedKeys());
        this.byTag = new Recent<>(settings.cachedKeys());
        Arrays.setAll(locks, lock -> new Object());
    }

    /**
     * Reads the log and follows it from then on. Returns when everything is there that stood in it.
     *
     * @param namespace a scope's namespace
     * @param log closed with the result
     * @param keks the configured key-encryption keys by label; null for a label without one
     * @throws KeyUnavailableError if the log can't be read in time, or its namespace key can't be unwrapped
     */
    public static SubjectKeys open(
            String namespace,
            SubjectLog log,
            Function<String, @Nullable Kek> keks,
            SubjectSettings settings,
            KeyEvents events,
            Clock clock) {
        SubjectKeys keys = new SubjectKeys(namespace, log, keks, settings, events, clock);
        try {
            keys.follower.learnGenerations(log);
            log.follow(keys.follower);
            keys.workers.every(TICK, keys::tick);
        } catch (RuntimeException | Error e) {
            keys.close();
            throw e;
        }
        LOG.info(
                "Following the keys of {} subjects of namespace {} in {} bytes",
                keys.ledger.subjects(),
                namespace,
                keys.ledger.bytes());
        return keys;
    }

    /** How many subjects are known. */
    public long subjects() {
        return ledger.subjects();
    }

    /** The heap that the index of subjects takes. */
    public long indexBytes() {
        return ledger.bytes();
    }

    /**
     * The current key of a subject, made when there is none.
     *
     * @param scope a scope of the namespace
     * @throws KeyUnavailableError if the log or the key-encryption key can't be asked
     */
    public SubjectKey current(Scope scope, String subject) {
        checkUsable();
        ensureNamespaceKey();
        return current(scope, tag(scope, subject, keyring.tagging()));
    }

    /**
     * The key of an id.
     *
     * @return empty if no subject's key of this id has arrived
     * @throws ShreddedKeyException if its subject was shredded
     * @throws KeyUnavailableError if the log or the key-encryption key can't be asked
     */
    public Optional<SubjectKey> find(DekId id, Scope scope) {
        checkUsable();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long seen = changes();
            Known known = ledger.known(id);
            if (known instanceof Known.Nothing) {
                return Optional.empty();
            }
            if (known instanceof Known.Killed) {
                throw new ShreddedKeyException(id);
            }
            SubjectKey cached = byId.get(id);
            if (cached != null) {
                return Optional.of(cached);
            }
            Optional<Dek> dek = known instanceof Known.At at ? dekAt(at.position()) : Optional.empty();
            if (dek.isPresent() && dek.get().id().equals(id)) {
                if (!ledger.lives(dek.get().tag(), dek.get().epoch())) {
                    throw new ShreddedKeyException(id);
                }
                if (keyring.remains(dek.get().generation())) {
                    return usable(dek.get(), scope, seen);
                }
                // A finalization destroyed the generation; the key stands further on, rewrapped.
            }
            // Rewrapped just now, or removed: the follower will know.
            log.awaitEnd();
        }
        throw new KeyUnavailableError(
                KeyUnavailableError.Reason.MISSING,
                "The record of the subject's data key " + id
                        + " was removed from the log. Restore the log from an export",
                null);
    }

    /**
     * Makes the keys of many subjects at once, where {@link #current} would wait for the log each time.
     *
     * @return how many were published; another writer's may have come first
     */
    public long prepare(Scope scope, Collection<String> subjects) {
        checkUsable();
        ensureNamespaceKey();
        HmacSha256 tagging = keyring.tagging();
        HmacSha256 mac = keyring.authentication();
        long published = 0;
        Map<Integer, Long> last = new HashMap<>();
        List<CompletableFuture<Long>> batch = new ArrayList<>();
        List<Integer> partitions = new ArrayList<>();
        NamespaceSecret secret = newest();
        for (String subject : subjects) {
            SubjectTag tag = tag(scope, subject, tagging);
            int partition = partition(tag);
            ensureFence(partition, secret.generation());
            // Looked at behind the fence, as in publish.
            SubjectLedger.Subject known = ledger.subject(tag);
            if (known.current().isEmpty()) {
                partitions.add(partition);
                batch.add(append(partition, fresh(scope, tag, known.epoch(), secret), mac));
                published++;
            }
            if (batch.size() == BATCH) {
                settle(batch, partitions, last);
            }
        }
        settle(batch, partitions, last);
        last.forEach(log::awaitFollowed);
        return published;
    }

    @Override
    public void close() {
        closed = true;
        follower.close();
        workers.close();
        log.close();
        keyring.clear();
        byId.clear();
        byTag.clear();
    }

    /** Namespace and number of subjects. */
    @Override
    public String toString() {
        return "SubjectKeys[" + name + ", " + subjects() + " subjects]";
    }

    /** The key of a subject whose pseudonym is known. */
    SubjectKey current(Scope scope, SubjectTag tag) {
        checkUsable();
        SubjectKey recent = byTag.get(tag);
        if (recent != null) {
            return recent;
        }
        synchronized (locks[(int) (tag.fourth() & (LOCKS - 1))]) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long seen = changes();
                SubjectLedger.Subject subject = ledger.subject(tag);
                if (subject.current().isEmpty()) {
                    publish(scope, tag, subject.epoch());
                    continue;
                }
                Optional<Dek> dek = dekAt(subject.current().get());
                if (dek.isPresent()
                        && dek.get().tag().equals(tag)
                        && keyring.remains(dek.get().generation())) {
                    Optional<SubjectKey> key = usable(dek.get(), scope, seen);
                    if (key.isPresent()) {
                        return key.get();
                    }
                    break;
                }
                log.awaitEnd();
            }
        }
        throw new KeyUnavailableError(
                KeyUnavailableError.Reason.MISSING,
                "The current data key of a subject in namespace " + name
                        + " can't be read from the log, where its record was changed or removed. Restore the log from an export",
                null);
    }

    void ensureNamespaceKey() {
        if (keyring.newest().isEmpty()) {
            synchronized (this) {
                if (keyring.newest().isEmpty()) {
                    publishGeneration(1, settings.kekLabels());
                }
            }
        }
    }

    /** Publishes a generation; another process's of the same number may have come first, and counts then. */
    void publishGeneration(int number, List<String> labels) {
        byte[] key = NamespaceSecret.fresh(random);
        byte[] index = keyring.ready() ? keyring.index() : NamespaceSecret.fresh(random);
        NamespaceSecret secret = new NamespaceSecret(key, namespace, number);
        Generation generation = new Generation(
                namespace,
                number,
                random.nextLong(),
                keyring.newest().map(Generation::partitions).orElse(log.partitions()),
                clock.instant(),
                secret.wrapIndex(index),
                keks.wrap(key, labels));
        Arrays.fill(key, (byte) 0);
        SubjectRecordCodec.Encoded encoded =
                SubjectRecordCodec.encode(generation, NamespaceSecret.authentication(index, namespace));
        Arrays.fill(index, (byte) 0);
        log.awaitFollowed(0, acknowledged(log.append(0, encoded.key(), encoded.value())));
        if (keyring.newest().isEmpty()) {
            throw new KeyUnavailableError("The new key of namespace " + name + " was published and did not come back");
        }
        if (keyring.isRival(generation)) {
            // Another process was first: what nobody uses is removed.
            acknowledged(log.append(0, encoded.key(), null));
            return;
        }
        LOG.info("Generation {} of the key of namespace {} is wrapped by {}", number, name, labels);
    }

    /** Behind a fence only keys under its generation count. */
    void ensureFence(int partition, int generation) {
        if (ledger.fence(partition) >= generation) {
            return;
        }
        Generation newest = keyring.newest().orElseThrow();
        SubjectRecordCodec.Encoded encoded = SubjectRecordCodec.encode(newest, keyring.authentication());
        log.awaitFollowed(partition, acknowledged(log.append(partition, encoded.key(), encoded.value())));
    }

    NamespaceSecret newest() {
        return keyring.secret(keyring.newest().orElseThrow().generation());
    }

    SubjectTag tag(Scope scope, String subject, HmacSha256 tagging) {
        if (scope instanceof Scope.Join) {
            throw new IllegalArgumentException("A join domain has no keys of subjects");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(subject)) {
            throw new EnvelopeException(
                    EnvelopeException.Reason.LONE_SURROGATE, "The name of a subject holds half a surrogate pair");
        }
        return SubjectTag.at(tagging.of(scope.encoded(), subject.getBytes(StandardCharsets.UTF_8)), 0);
    }

    int partition(SubjectTag tag) {
        return tag.partition(keyring.newest().orElseThrow().partitions());
    }

    CompletableFuture<Long> append(int partition, SubjectRecord record, HmacSha256 mac) {
        SubjectRecordCodec.Encoded encoded = SubjectRecordCodec.encode(record, mac);
        return log.append(partition, encoded.key(), encoded.value());
    }

    long acknowledged(CompletableFuture<Long> append) {
        try {
            return append.get(APPEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KeyUnavailableError(
                    "A record for the keys of subjects in namespace " + name
                            + " was not acknowledged; look at the log's brokers and at the rights of its principal",
                    e instanceof ExecutionException ? e.getCause() : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED, "Interrupted while a subject's key was published", e);
        }
    }

    /** A record at a position; empty when it was removed, or is no data key of this namespace. */
    Optional<Dek> dekAt(Position position) {
        return log.read(position.partition(), position.offset()).flatMap(entry -> dek(entry, keyring.authentication()));
    }

    /** The data key in a record, if somebody with the namespace's key wrote it. */
    Optional<Dek> dek(SubjectLog.Entry entry, HmacSha256 mac) {
        byte[] value = entry.value();
        return value != null
                        && SubjectRecordCodec.decode(entry.key(), value) instanceof Dek dek
                        && dek.namespace().equals(namespace)
                        && SubjectRecordCodec.authentic(entry.key(), value, mac)
                ? Optional.of(dek)
                : Optional.empty();
    }

    String name() {
        return name;
    }

    NamespaceId namespace() {
        return namespace;
    }

    SubjectLog log() {
        return log;
    }

    SubjectLedger ledger() {
        return ledger;
    }

    NamespaceKeyring keyring() {
        return keyring;
    }

    KeyEvents events() {
        return events;
    }

    Clock clock() {
        return clock;
    }

    SecureRandom random() {
        return random;
    }

    void checkUsable() {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The keys of subjects in namespace " + name + " were closed",
                    null);
        }
        log.checkFresh();
    }

    private void publish(Scope scope, SubjectTag tag, int epoch) {
        NamespaceSecret secret = newest();
        int partition = partition(tag);
        ensureFence(partition, secret.generation());
        // Both took their time. Behind the fence a key under an older generation counts no more, so what is not here
        // now never will be:
        // another writer's key must not be replaced by a different one under a later generation.
        SubjectLedger.Subject subject = ledger.subject(tag);
        if (subject.current().isPresent() || subject.epoch() != epoch) {
            return;
        }
        Dek dek = fresh(scope, tag, epoch, secret);
        long offset = acknowledged(append(partition, dek, keyring.authentication()));
        log.awaitFollowed(partition, offset);
    }

    private Dek fresh(Scope scope, SubjectTag tag, int epoch, NamespaceSecret secret) {
        byte[] key = NamespaceSecret.fresh(random);
        DekId id = SharedDek.idOf(key, scope);
        Dek dek = new Dek(namespace, tag, id, epoch, secret.generation(), secret.wrap(key, tag, id, epoch));
        Arrays.fill(key, (byte) 0);
        return dek;
    }

    private void settle(List<CompletableFuture<Long>> batch, List<Integer> partitions, Map<Integer, Long> last) {
        for (int i = 0; i < batch.size(); i++) {
            last.merge(partitions.get(i), acknowledged(batch.get(i)), Math::max);
        }
        batch.clear();
        partitions.clear();
    }

    /** Empty if the record does not hold the key of its id. */
    private Optional<SubjectKey> usable(Dek dek, Scope scope, long seen) {
        NamespaceSecret secret = keyring.secret(dek.generation());
        Optional<SharedDek> shared = secret.unwrap(dek).flatMap(key -> SharedDek.of(key, dek.id(), scope));
        if (shared.isEmpty()) {
            events.poisoned(dek.id(), "subjects");
            LOG.warn("The record of the subject's data key {} does not hold the key of this id in {}", dek.id(), scope);
            return Optional.empty();
        }
        SubjectKey key = new SubjectKey(
                shared.get(),
                this::changes,
                seen,
                () -> !closed && !stale && ledger.lives(dek.tag(), dek.epoch()) && keyring.usable(dek.generation()));
        byId.put(dek.id(), key);
        byTag.put(dek.tag(), key);
        return Optional.of(key);
    }

    private long changes() {
        return ledger.shreds() + keyring.evictions() + staleChanges;
    }

    /** Looks after the keys: once a second, and asks nobody, since no key is used longer than this is late. */
    void tick() {
        keyring.tick();
        checkFresh();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    private void checkFresh() {
        boolean was = stale;
        try {
            log.checkFresh();
            stale = false;
        } catch (RuntimeException | Error e) {
            stale = true;
            if (!was) {
                staleChanges++;
                LOG.warn("The keys of subjects are not used until their log is reached again", e);
            }
        }
    }
}

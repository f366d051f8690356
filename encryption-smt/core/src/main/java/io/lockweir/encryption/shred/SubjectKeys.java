package io.lockweir.encryption.shred;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.keys.KeyWorkers;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.keys.SharedDek;
import io.lockweir.encryption.shred.SubjectLedger.Known;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.NamespaceId;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
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
    private static final Duration TICK = Duration.ofSeconds(1);

    private final NamespaceLog records;
    private final SubjectLedger ledger;
    private final NamespaceWriter writer;
    private final SubjectFollower follower;
    private final Contact contact;
    private final KeyWorkers workers;
    private final KeyEvents events;
    private final Clock clock;
    private final Object[] locks = new Object[LOCKS];
    private final Recent<DekId> byId;
    private final Recent<SubjectTag> byTag;
    private long swept;
    private volatile boolean closed;

    private SubjectKeys(
            NamespaceLog records,
            NamespaceKeks keks,
            SubjectSettings settings,
            KeyEvents events,
            Clock clock,
            KeyWorkers workers) {
        this.records = records;
        this.workers = workers;
        this.events = events;
        this.clock = clock;
        this.ledger = new SubjectLedger(records.log().partitions(), settings.maxSubjects());
        this.follower = new SubjectFollower(records, ledger, events);
        this.writer = new NamespaceWriter(records, ledger, follower, keks, settings.kekLabels(), clock);
        this.contact = new Contact(records.log());
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
        NamespaceId id = NamespaceId.of(namespace);
        NamespaceKeks ofNamespace = new NamespaceKeks(namespace, keks);
        KeyWorkers workers = new KeyWorkers();
        NamespaceKeyring keyring = new NamespaceKeyring(id, ofNamespace, settings, clock, workers);
        SubjectKeys keys = new SubjectKeys(
                new NamespaceLog(namespace, id, log, keyring), ofNamespace, settings, events, clock, workers);
        try {
            keys.follower.learnGenerations();
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
        writer.ensureNamespaceKey();
        return current(scope, records.tag(scope, subject, records.keyring().tagging()));
    }

    /** The current key of a subject if that is in memory: asks nobody. */
    Optional<SubjectKey> recall(Scope scope, String subject) {
        return quick() && records.keyring().ready()
                ? Optional.ofNullable(
                        byTag.get(records.tag(scope, subject, records.keyring().tagging())))
                : Optional.empty();
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
        boolean destroyed = false;
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
            Optional<Dek> dek = known instanceof Known.At at ? records.dekAt(at.position()) : Optional.empty();
            if (dek.isPresent() && dek.get().id().equals(id)) {
                if (!ledger.lives(dek.get().tag(), dek.get().epoch())) {
                    throw new ShreddedKeyException(id);
                }
                if (records.keyring().remains(dek.get().generation())) {
                    return usable(dek.get(), scope, seen);
                }
                // A finalization destroyed the generation; the key stands further on, rewrapped.
                destroyed = true;
            }
            // Rewrapped just now, or removed: the follower will know.
            records.log().awaitEnd();
        }
        if (destroyed) {
            // Restored after the finalization from an export that was made before it: there is no such key any more.
            return Optional.empty();
        }
        throw new KeyUnavailableError(
                KeyUnavailableError.Reason.MISSING,
                "The record of the subject's data key " + id
                        + " was removed from the log. Restore the log from an export",
                null);
    }

    /**
     * What is in memory of an id.
     *
     * @param certain whether {@link #find} would answer the same; otherwise the log or a key-encryption key has to be asked
     */
    record Recalled(boolean certain, Optional<SubjectKey> key) {}

    /**
     * As {@link #find}, and asks nobody.
     *
     * @throws ShreddedKeyException if its subject was shredded
     */
    Recalled recall(DekId id) {
        if (!quick()) {
            return new Recalled(false, Optional.empty());
        }
        Known known = ledger.known(id);
        if (known instanceof Known.Killed) {
            throw new ShreddedKeyException(id);
        }
        Optional<SubjectKey> key = Optional.ofNullable(byId.get(id));
        return new Recalled(known instanceof Known.Nothing || key.isPresent(), key);
    }

    /**
     * Makes the keys of many subjects at once, where {@link #current} would wait for the log each time.
     *
     * @return how many were published; another writer's may have come first
     */
    public long prepare(Scope scope, Collection<String> subjects) {
        checkUsable();
        writer.ensureNamespaceKey();
        return writer.prepare(scope, subjects);
    }

    /** Whether the log is followed, or will be again by itself. */
    boolean usable() {
        return records.log().usable();
    }

    @Override
    public void close() {
        closed = true;
        workers.close();
        records.log().close();
        records.keyring().clear();
        // All have ended by now, so this wipes them.
        byId.sweep();
        byTag.sweep();
    }

    /** Namespace and number of subjects. */
    @Override
    public String toString() {
        return "SubjectKeys[" + records.name() + ", " + subjects() + " subjects]";
    }

    /** The key of a subject whose pseudonym is known. */
    private SubjectKey current(Scope scope, SubjectTag tag) {
        SubjectKey recent = byTag.get(tag);
        if (recent != null) {
            return recent;
        }
        synchronized (locks[(int) (tag.fourth() & (LOCKS - 1))]) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                checkUsable();
                long seen = changes();
                SubjectLedger.Subject subject = ledger.subject(tag);
                if (subject.current().isEmpty()) {
                    writer.publish(scope, tag, subject.epoch());
                    continue;
                }
                Optional<Dek> dek = records.dekAt(subject.current().get());
                if (dek.isPresent()
                        && dek.get().tag().equals(tag)
                        && records.keyring().remains(dek.get().generation())) {
                    Optional<SubjectKey> key = usable(dek.get(), scope, seen);
                    if (key.isPresent()) {
                        byTag.put(tag, key.get());
                        return key.get();
                    }
                    break;
                }
                records.log().awaitEnd();
            }
        }
        throw new KeyUnavailableError(
                KeyUnavailableError.Reason.MISSING,
                "The current data key of a subject in namespace " + records.name()
                        + " can't be read from the log, where its record was changed or removed. Restore the log from an export",
                null);
    }

    /** Looks after the keys: once a second, and asks nobody, since no key is used longer than this is late. */
    void tick() {
        records.keyring().tick();
        contact.look();
        long now = changes();
        if (now != swept) {
            byId.sweep();
            byTag.sweep();
            swept = now;
        }
    }

    NamespaceLog records() {
        return records;
    }

    NamespaceWriter writer() {
        return writer;
    }

    SubjectLedger ledger() {
        return ledger;
    }

    KeyEvents events() {
        return events;
    }

    Clock clock() {
        return clock;
    }

    void checkUsable() {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The keys of subjects in namespace " + records.name() + " were closed",
                    null);
        }
        records.log().checkFresh();
        follower.catchUp();
    }

    /** Whether what is in memory may be used, and is all there is. */
    private boolean quick() {
        if (closed || follower.behind()) {
            return false;
        }
        try {
            records.log().checkFresh();
            return true;
        } catch (KeyUnavailableError e) {
            // Whoever asks the log will be told.
            return false;
        }
    }

    /** Empty if the record does not hold the key of its id. */
    private Optional<SubjectKey> usable(Dek dek, Scope scope, long seen) {
        NamespaceSecret secret = records.keyring().secret(dek.generation());
        Optional<SharedDek> shared = secret.unwrap(dek).flatMap(key -> SharedDek.of(key, dek.id(), scope));
        if (shared.isEmpty()) {
            events.poisoned(dek.id(), "subjects");
            LOG.warn("The record of the subject's data key {} does not hold the key of this id in {}", dek.id(), scope);
            return Optional.empty();
        }
        SubjectKey key = new SubjectKey(shared.get(), this::changes, seen, () -> alive(dek));
        byId.put(dek.id(), key);
        return Optional.of(key);
    }

    private boolean alive(Dek dek) {
        return !closed
                && !contact.lost()
                && ledger.lives(dek.tag(), dek.epoch())
                && records.keyring().usable(dek.generation());
    }

    private long changes() {
        return ledger.shreds() + records.keyring().evictions() + contact.losses();
    }
}

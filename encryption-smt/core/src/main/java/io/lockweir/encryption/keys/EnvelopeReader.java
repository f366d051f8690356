package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.failure.EnvelopeException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decrypting data keys by id: the only cache of the source. Each key is unwrapped once however many threads ask, its KEK is asked
 * again ahead of time while it is used, and what a KEK refuses is gone at once. Ids that are unknown are remembered apart and not
 * for long, so garbage neither displaces good keys nor makes every record wait.
 */
final class EnvelopeReader {
    static final int CACHED = 16_384;

    private record Name(DekId id, Scope scope) {}

    private final DekUnwrapper unwrapper;
    private final EnvelopeSettings settings;
    private final Clock clock;
    private final KeyWorkers workers;
    private final KeyEvents events;
    private final KekTurns turns;
    private final KeyWait wait;
    private final LinkedHashMap<Name, CachedDek> known = new LinkedHashMap<>(16, 0.75f, true);
    private final UnknownDeks unknown;
    private final Map<Name, CompletableFuture<CachedDek>> flights = new ConcurrentHashMap<>();
    /** Counts what was evicted from outside, so that a flight from before does not bring it back. */
    private long evictions;

    private boolean closed;

    EnvelopeReader(
            DekUnwrapper unwrapper, EnvelopeSettings settings, Clock clock, KeyWorkers workers, KeyEvents events) {
        this.unwrapper = unwrapper;
        this.settings = settings;
        this.clock = clock;
        this.workers = workers;
        this.events = events;
        this.turns = new KekTurns(workers, settings.keyWait());
        this.wait = new KeyWait(settings.keyWait());
        this.unknown = new UnknownDeks(clock, settings.keyWait());
    }

    /** The key of an id; waits for one that has not arrived. */
    CachedDek.Hold key(DekId id, Scope scope) {
        Name name = new Name(id, scope);
        Optional<CachedDek.Hold> cached = held(find(name));
        if (cached.isPresent()) {
            events.lookedUp(id, KeyEvents.Lookup.HIT);
            return cached.get();
        }
        if (unknown.wasWaited(id, scope)) {
            return waitedBefore(name);
        }
        events.lookedUp(id, KeyEvents.Lookup.MISS);
        try {
            return asked(name, failure -> mayPass(failure) || failure instanceof UnknownKeyException);
        } catch (UnknownKeyException e) {
            unknown.addWaited(id, scope);
            throw e;
        }
    }

    /** One look whether it has arrived since. */
    private CachedDek.Hold waitedBefore(Name name) {
        try {
            CachedDek.Hold arrived = asked(name, EnvelopeReader::mayPass);
            events.lookedUp(name.id(), KeyEvents.Lookup.MISS);
            return arrived;
        } catch (UnknownKeyException e) {
            events.lookedUp(name.id(), KeyEvents.Lookup.NEGATIVE);
            throw e;
        }
    }

    /** The key of an id that has a record; does not wait for another record if that one is bad. */
    CachedDek.Hold keyOfRecord(DekId id, Scope scope) {
        Name name = new Name(id, scope);
        return held(find(name)).orElseGet(() -> asked(name, EnvelopeReader::mayPass));
    }

    /** Drops keys that must not be used any more, asks ahead for those in use. Quick. */
    void tick() {
        long now = clock.millis();
        for (CachedDek each : snapshot()) {
            switch (each.due(now)) {
                case NOTHING -> {}
                case ASK -> ask(each, now);
                case STALE -> evict(each, KeyEvents.Eviction.STALE);
                case EXPIRED -> evict(each, KeyEvents.Eviction.EXPIRED);
            }
        }
    }

    private void ask(CachedDek dek, long now) {
        Name name = new Name(dek.id(), dek.scope());
        if (flights.containsKey(name)) {
            dek.unanswered(now);
        } else {
            CompletableFuture<CachedDek> unused = flight(name, KeyWorkers.Urgency.AHEAD);
        }
    }

    /** Ends the use of an id at once. */
    void evict(DekId id, KeyEvents.Eviction reason) {
        synchronized (this) {
            evictions++;
        }
        snapshot().stream().filter(each -> each.id().equals(id)).forEach(each -> evict(each, reason));
    }

    synchronized void close() {
        closed = true;
        known.values().forEach(CachedDek::wipe);
        known.clear();
    }

    synchronized int cached() {
        return known.size();
    }

    int rememberedUnknown() {
        return unknown.size();
    }

    private CachedDek.Hold asked(Name name, Predicate<Throwable> passes) {
        // One that was evicted in between is asked for again: the next answer says why.
        return wait.until(() -> flight(name, KeyWorkers.Urgency.AWAITED), this::held, passes);
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof KeyUnavailableError error && error.reason() == KeyUnavailableError.Reason.UNAVAILABLE;
    }

    private CompletableFuture<CachedDek> flight(Name name, KeyWorkers.Urgency urgency) {
        CompletableFuture<CachedDek> mine = new CompletableFuture<>();
        CompletableFuture<CachedDek> running = flights.putIfAbsent(name, mine);
        if (running != null) {
            return running;
        }
        CompletableFuture<CachedDek> unused = load(name, urgency).whenComplete((dek, failure) -> {
            flights.remove(name, mine);
            if (failure == null) {
                mine.complete(dek);
            } else {
                mine.completeExceptionally(cause(failure));
            }
        });
        return mine;
    }

    /** The store is asked, then the KEKs: each in its lane, so that what hangs holds up only its own keys. */
    private CompletableFuture<CachedDek> load(Name name, KeyWorkers.Urgency urgency) {
        CachedDek cached = find(name);
        long now = clock.millis();
        if (cached != null && cached.usable(now) && cached.due(now) == CachedDek.Due.NOTHING) {
            // Somebody else's flight landed between the look into the cache and this one's start.
            return CompletableFuture.completedFuture(cached);
        }
        return workers.submit(urgency, () -> attempt(name))
                .thenCompose(attempt -> turns.first(attempt, urgency, kek -> landed(name, () -> attempt.by(kek)))
                        .thenCompose(found -> found.isPresent()
                                ? CompletableFuture.completedFuture(found.get())
                                : workers.submit(
                                        "elsewhere " + name.scope().name(), urgency, () -> elsewhere(name, attempt))))
                .handle((dek, failure) -> failure == null ? dek : survivor(cached, cause(failure)));
    }

    private DekUnwrapper.Attempt attempt(Name name) {
        List<DekRecord> records = unwrapper.records(name.id(), name.scope());
        if (!records.isEmpty() && unknown.isBad(name.id(), name.scope(), records)) {
            throw DekUnwrapper.unknown(name.id(), name.scope(), records);
        }
        return unwrapper.attempt(name.id(), name.scope(), records);
    }

    private CachedDek elsewhere(Name name, DekUnwrapper.Attempt attempt) {
        try {
            return landed(name, attempt::elsewhere).orElseThrow(attempt::failure);
        } catch (UnknownKeyException e) {
            unknown.addBad(name.id(), name.scope(), attempt.records());
            throw e;
        }
    }

    /** What was unwrapped, in the cache; asked for again if keys were evicted meanwhile. */
    private Optional<CachedDek> landed(Name name, Supplier<Optional<DecryptingDek>> question) {
        while (true) {
            long before = evictions();
            long asked = clock.millis();
            Optional<DecryptingDek> dek = question.get();
            if (dek.isEmpty()) {
                return Optional.empty();
            }
            Optional<CachedDek> stored = stored(name, dek.get(), asked, before);
            if (stored.isPresent()) {
                return stored;
            }
        }
    }

    /** What a failure means for the key that is in the cache: it is used on, or ends. */
    private CachedDek survivor(@Nullable CachedDek cached, Throwable failure) {
        if (failure instanceof KeyUnavailableError e && e.reason() != KeyUnavailableError.Reason.CLOSED) {
            if (cached != null && mayPass(e) && cached.survives(clock.millis())) {
                return cached;
            }
            evict(cached, mayPass(e) ? KeyEvents.Eviction.STALE : KeyEvents.Eviction.DENIED);
        } else if (failure instanceof EnvelopeException) {
            evict(cached, KeyEvents.Eviction.GONE);
        }
        throw new CompletionException(failure);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Empty if keys were evicted since: this one may have been meant. */
    private Optional<CachedDek> stored(Name name, DecryptingDek dek, long asked, long before) {
        CachedDek crowdedOut = null;
        CachedDek result;
        synchronized (this) {
            if (closed || evictions != before) {
                dek.wipe();
                checkOpen();
                return Optional.empty();
            }
            CachedDek present = known.get(name);
            if (present != null) {
                // The id commits to the key, so it is the same one.
                dek.wipe();
                present.confirmed(asked);
                return Optional.of(present);
            }
            result = new CachedDek(dek, name.scope(), new Confirmation(settings, asked));
            known.put(name, result);
            if (known.size() > CACHED) {
                crowdedOut = known.values().iterator().next();
            }
        }
        evict(crowdedOut, KeyEvents.Eviction.CROWDED_OUT);
        return Optional.of(result);
    }

    private void checkOpen() {
        if (closed) {
            throw new KeyUnavailableError(
                    KeyUnavailableError.Reason.CLOSED,
                    "The key source was closed while a data key was unwrapped",
                    null);
        }
    }

    private synchronized long evictions() {
        return evictions;
    }

    private void evict(@Nullable CachedDek dek, KeyEvents.Eviction reason) {
        if (dek == null) {
            return;
        }
        boolean removed;
        synchronized (this) {
            removed = known.remove(new Name(dek.id(), dek.scope()), dek);
        }
        dek.evict();
        if (removed) {
            events.evicted(dek.id(), dek.scope(), reason);
        }
    }

    private synchronized @Nullable CachedDek find(Name name) {
        return known.get(name);
    }

    private synchronized List<CachedDek> snapshot() {
        return new ArrayList<>(known.values());
    }

    private Optional<CachedDek.Hold> held(@Nullable CachedDek dek) {
        return dek == null ? Optional.empty() : dek.hold(clock.millis());
    }
}

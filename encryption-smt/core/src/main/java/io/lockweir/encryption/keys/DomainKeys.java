package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published keys of join domains. They are created by people, once, and never on demand: a store has no compare-and-set, so two
 * processes that both found none would fork the domain, and equal values would stop joining.
 */
public final class DomainKeys {
    private final DekStore store;
    private final EnvelopeReader reader;
    private final KeyWait wait;
    private final KeyWorkers workers;
    private final DekUnwrapper unwrapper;
    private final Map<Scope.Join, DekId> decided = new ConcurrentHashMap<>();

    DomainKeys(DekStore store, DekUnwrapper unwrapper, EnvelopeReader reader, KeyWait wait, KeyWorkers workers) {
        this.store = store;
        this.unwrapper = unwrapper;
        this.reader = reader;
        this.wait = wait;
        this.workers = workers;
    }

    /**
     * Creates the key of a domain.
     *
     * @param keks that wrap it, all of which must be reachable
     * @return its record, acknowledged
     * @throws IllegalStateException if the domain has a key, or the store has not read everything yet, or somebody else was faster
     * @throws KeyUnavailableError if a KEK or the store could not be used
     */
    public static DekRecord create(
            Scope.Join domain, List<Kek> keks, DekStore store, Clock clock, String createdBy, KeyEvents events) {
        if (!store.progress().complete()) {
            throw new IllegalStateException(
                    "The key store has not been read to its end, so it is not known whether join domain "
                            + domain.name() + " has a key. Try again when it has");
        }
        refuseSecond(domain, store.domainKeys(domain));
        DekPublisher publisher = new DekPublisher(store, clock, new SecureRandom(), createdBy, events);
        DekPublisher.Published made = publisher.publish(domain, keks);
        made.dek().wipe();
        List<DekRecord> published = store.domainKeys(domain);
        if (!published.isEmpty() && !published.get(0).id().equals(made.record().id())) {
            throw new IllegalStateException("Somebody else created the key of join domain " + domain.name()
                    + " at the same time: " + published.get(0).id() + " counts, "
                    + made.record().id() + " is not used");
        }
        return made.record();
    }

    private static void refuseSecond(Scope.Join domain, List<DekRecord> existing) {
        if (!existing.isEmpty()) {
            throw new IllegalStateException("Join domain " + domain.name() + " has a key already, "
                    + existing.get(0).id() + ". With another one equal values would not join; use another domain name");
        }
    }

    /**
     * The domain's key: the one of the first good record in the order of the store, which is the same for every process. Once it is
     * found it stays: nothing can be published before it.
     */
    CachedDek.Hold key(Scope.Join domain) {
        DekId id = decided.get(domain);
        if (id == null) {
            id = wait.until(
                    () -> workers.submit(
                            "domain " + domain.name(), KeyWorkers.Urgency.AWAITED, () -> firstGood(domain)),
                    RotatingKey::mayPass);
            decided.put(domain, id);
        }
        return reader.keyOfRecord(id, domain);
    }

    private DekId firstGood(Scope.Join domain) {
        boolean complete = store.progress().complete();
        List<DekRecord> records = store.domainKeys(domain);
        for (DekRecord record : records) {
            if (isGood(record, records, domain)) {
                return record.id();
            }
        }
        if (!complete) {
            throw new KeyUnavailableError(
                    "The key store is still being read, and has no key of join domain " + domain.name() + " so far");
        }
        throw missing(
                domain, records.isEmpty() ? "the key store has none" : "none of its records in the key store unwraps");
    }

    /** False for a bad record. One that cannot be judged now is an error: to take the next one would fork the domain. */
    private boolean isGood(DekRecord record, List<DekRecord> all, Scope.Join domain) {
        try {
            unwrapper.unwrap(record.id(), domain, List.of(record)).wipe();
            return true;
        } catch (UnknownKeyException e) {
            return false;
        } catch (KeyUnavailableError e) {
            // Its KEK may be gone for good, and the key rewrapped: then a later record of the same key speaks for it.
            List<DekRecord> same =
                    all.stream().filter(other -> other.id().equals(record.id())).toList();
            if (same.size() == 1) {
                throw e;
            }
            unwrapper.unwrap(record.id(), domain, same).wipe();
            return true;
        }
    }

    private static KeyUnavailableError missing(Scope.Join domain, String why) {
        return new KeyUnavailableError(
                KeyUnavailableError.Reason.MISSING,
                "Join domain " + domain.name() + " of type " + domain.domain().type() + ", normaliser "
                        + domain.domain().normaliser()
                        + ", has no key: " + why
                        + ". Keys of domains are never made on demand; create it once with `lockweir-keys create domain`",
                null);
    }
}

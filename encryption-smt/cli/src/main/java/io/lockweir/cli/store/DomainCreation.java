package io.lockweir.cli.store;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.EncryptingDek;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.kms.KmsException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the one data key of a join domain. A topic has no compare-and-set, so the key is published and then read back: the first record
 * counts for everybody, and who was second learns it here.
 */
public final class DomainCreation {
    private final DekStore store;
    private final List<Kek> keks;
    private final SecureRandom random;
    private final Clock clock;
    private final KeyEvents events;

    /**
     * A creation.
     *
     * @param store read to its end
     * @param keks what wraps the key, nearest first
     * @param events hears of what is made and published, for the audit log
     */
    public DomainCreation(DekStore store, List<Kek> keks, SecureRandom random, Clock clock, KeyEvents events) {
        this.store = store;
        this.keks = List.copyOf(keks);
        this.random = random;
        this.clock = clock;
        this.events = events;
    }

    /** What came of it. */
    public enum Result {
        CREATED,
        /** The domain had a key before. */
        EXISTS,
        /** Somebody else made one at the same time and was first; ours is never used. */
        OVERTAKEN
    }

    /**
     * The domain's key.
     *
     * @param id of the key that counts
     */
    public record Created(Result result, DekId id) {}

    /**
     * Creates the key, unless there is one.
     *
     * @throws KmsException if a KEK does not wrap it; nothing is published then
     */
    public Created run(Scope.Join scope, String createdBy) throws KmsException {
        List<DekRecord> before = store.domainKeys(scope);
        if (!before.isEmpty()) {
            return new Created(Result.EXISTS, before.get(0).id());
        }
        EncryptingDek dek = EncryptingDek.generate(scope, random);
        try {
            List<DekRecord.Wrap> wraps = new ArrayList<>();
            for (Kek kek : keks) {
                wraps.add(kek.wrap(dek));
            }
            List<String> labels = keks.stream().map(Kek::label).toList();
            events.created(dek.id(), scope, labels);
            Instant begin = clock.instant();
            store.publish(new DekRecord(dek.id(), scope, wraps, begin, createdBy));
            events.published(dek.id(), scope, labels, Duration.between(begin, clock.instant()));
            DekId first = store.domainKeys(scope).get(0).id();
            return new Created(first.equals(dek.id()) ? Result.CREATED : Result.OVERTAKEN, first);
        } finally {
            dek.wipe();
        }
    }
}

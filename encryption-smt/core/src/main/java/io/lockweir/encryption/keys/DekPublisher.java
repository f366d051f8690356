package io.lockweir.encryption.keys;

import io.lockweir.encryption.kms.KmsException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes data keys: generates, wraps under each KEK and publishes, in this order, so that no key is used before every reader can find it.
 * A KEK that cannot be reached may be left out while another one is there; one that refuses may not.
 */
final class DekPublisher {
    private final DekStore store;
    private final Clock clock;
    private final SecureRandom random;
    private final String createdBy;
    private final KeyEvents events;

    DekPublisher(DekStore store, Clock clock, SecureRandom random, String createdBy, KeyEvents events) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.createdBy = createdBy;
        this.events = events;
    }

    /** A published data key and the record that was acknowledged. */
    record Published(EncryptingDek dek, DekRecord record) {}

    /**
     * A fresh data key.
     *
     * @throws KeyUnavailableError if a KEK refused, none could be reached, or the store did not acknowledge
     */
    Published publish(Scope scope, List<Kek> keks) {
        EncryptingDek dek = EncryptingDek.generate(scope, random);
        boolean done = false;
        try {
            List<DekRecord.Wrap> wraps = wraps(dek, keks);
            events.created(
                    dek.id(),
                    scope,
                    wraps.stream().map(DekRecord.Wrap::kekLabel).toList());
            DekRecord record = publish(dek, wraps);
            done = true;
            return new Published(dek, record);
        } finally {
            if (!done) {
                dek.wipe();
            }
        }
    }

    /** The data key under each KEK that can be reached, at least one; none may refuse. */
    List<DekRecord.Wrap> wraps(EncryptingDek dek, List<Kek> keks) {
        List<DekRecord.Wrap> wraps = new ArrayList<>();
        KekFailures failures = new KekFailures(dek.id(), dek.scope(), events);
        for (Kek kek : keks) {
            try {
                wraps.add(kek.wrap(dek));
            } catch (KmsException e) {
                failures.add(kek, "wrap", e);
            }
        }
        if (failures.refused().isPresent()) {
            throw failures.refused().get();
        }
        if (wraps.isEmpty()) {
            throw failures.unavailable()
                    .orElseGet(() -> new KeyUnavailableError(
                            KeyUnavailableError.Reason.MISSING,
                            "No KEK is configured to wrap a data key of "
                                    + dek.scope().name() + ". Name one in `kek`, or in the rule",
                            null));
        }
        return wraps;
    }

    /** Publishes a data key under these wraps. */
    DekRecord publish(EncryptingDek dek, List<DekRecord.Wrap> wraps) {
        DekRecord record = new DekRecord(dek.id(), dek.scope(), wraps, clock.instant(), createdBy);
        long begin = System.nanoTime();
        try {
            store.publish(record);
        } catch (KeyUnavailableError e) {
            events.unavailable(dek.id(), dek.scope(), "store");
            throw e;
        }
        events.published(
                dek.id(),
                dek.scope(),
                wraps.stream().map(DekRecord.Wrap::kekLabel).toList(),
                Duration.ofNanos(System.nanoTime() - begin));
        return record;
    }
}

package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.kms.KmsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns an id into its data key: the records of the store, nearest KEK first and oldest record first, until one unwraps to the id. What
 * does not is passed over, so a bad record never stands in the way of a good one.
 */
final class DekUnwrapper {
    private final Keks keks;
    private final DekStore store;
    private final DekLookup others;
    private final KeyEvents events;

    DekUnwrapper(Keks keks, DekStore store, DekLookup others, KeyEvents events) {
        this.keks = keks;
        this.store = store;
        this.others = others;
        this.events = events;
    }

    /**
     * One attempt.
     *
     * @param records what the store has of the id
     * @throws KeyUnavailableError if a KEK or the store could not be asked, or every KEK refused, or none is configured for it
     * @throws UnknownKeyException if there is no record, or none unwraps to the id
     */
    DecryptingDek unwrap(DekId id, Scope scope, List<DekRecord> records) {
        KekFailures failures = new KekFailures(id, scope, events);
        for (Kek kek : keks.all()) {
            for (DekRecord record : records) {
                Optional<DecryptingDek> found =
                        wrapOf(record, kek).flatMap(wrap -> tried(kek, wrap, id, scope, failures));
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        Optional<DecryptingDek> other = elsewhere(id, scope);
        if (other.isPresent()) {
            return other.get();
        }
        // What may pass comes first: with one KEK out of reach, another one's refusal is not the last word.
        throwIfPresent(failures.unavailable());
        throwIfPresent(failures.denied());
        throwIfPresent(noneConfigured(id, records));
        throw unknown(id, scope, records);
    }

    static UnknownKeyException unknown(DekId id, Scope scope, List<DekRecord> records) {
        return new UnknownKeyException(
                id,
                scope,
                records.isEmpty()
                        ? "the key store has no record of it; a mirror of the store may lag, or namespace, join domain or"
                                + " store differ from the writer's"
                        : "none of its " + records.size()
                                + " records in the key store unwraps to it; they are damaged or"
                                + " forged, or wrapped by other KEKs");
    }

    /** The records that are of the scope; a key of another one could not open the envelope. */
    List<DekRecord> records(DekId id, Scope scope) {
        try {
            return store.find(id).stream()
                    .filter(record -> record.scope().equals(scope))
                    .toList();
        } catch (KeyUnavailableError e) {
            events.unavailable(id, scope, "store");
            throw e;
        }
    }

    private Optional<DecryptingDek> tried(Kek kek, DekRecord.Wrap wrap, DekId id, Scope scope, KekFailures failures) {
        long begin = System.nanoTime();
        try {
            Optional<DecryptingDek> dek = DecryptingDek.of(kek.unwrap(wrap, scope), id, scope);
            if (dek.isPresent()) {
                events.unwrapped(id, scope, kek.label(), Duration.ofNanos(System.nanoTime() - begin));
            } else {
                events.poisoned(id, kek.label());
            }
            return dek;
        } catch (KmsException e) {
            failures.add(kek, "unwrap", e);
            return Optional.empty();
        }
    }

    private Optional<DecryptingDek> elsewhere(DekId id, Scope scope) {
        try {
            return others.find(id, scope).flatMap(dek -> DecryptingDek.of(dek, id, scope));
        } catch (KmsException e) {
            boolean mayPass = e.kind() == KmsException.Kind.UNAVAILABLE;
            throw new KeyUnavailableError(
                    mayPass ? KeyUnavailableError.Reason.UNAVAILABLE : KeyUnavailableError.Reason.DENIED,
                    "Data key " + id + " of " + scope.name() + " could not be unwrapped, " + e.kind() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private Optional<KeyUnavailableError> noneConfigured(DekId id, List<DekRecord> records) {
        Set<String> labels = records.stream()
                .flatMap(record -> record.wraps().stream())
                .map(DekRecord.Wrap::kekLabel)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean configured = labels.stream().anyMatch(label -> keks.find(label).isPresent());
        return labels.isEmpty() || configured
                ? Optional.empty()
                : Optional.of(new KeyUnavailableError(
                        KeyUnavailableError.Reason.MISSING,
                        "Data key " + id + " is wrapped by the KEKs " + labels
                                + ", of which none is configured here. Configure kek.LABEL.kms and kek.LABEL.key for one of them",
                        null));
    }

    private static void throwIfPresent(Optional<KeyUnavailableError> failure) {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static Optional<DekRecord.Wrap> wrapOf(DekRecord record, Kek kek) {
        return record.wraps().stream()
                .filter(wrap -> wrap.kekLabel().equals(kek.label()))
                .findFirst();
    }
}

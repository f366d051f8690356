package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsUnavailableException;
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
        Attempt attempt = attempt(id, scope, records);
        for (Kek kek : attempt.keks()) {
            Optional<DecryptingDek> found = attempt.by(kek);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return attempt.elsewhere().orElseThrow(attempt::failure);
    }

    /** One attempt, step by step: each KEK, then elsewhere, then the failure. A step may run on another thread than the one before. */
    Attempt attempt(DekId id, Scope scope, List<DekRecord> records) {
        return new Attempt(id, scope, records);
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

    private static Optional<DekRecord.Wrap> wrapOf(DekRecord record, Kek kek) {
        return record.wraps().stream()
                .filter(wrap -> wrap.kekLabel().equals(kek.label()))
                .findFirst();
    }

    final class Attempt {
        private final DekId id;
        private final Scope scope;
        private final List<DekRecord> records;
        private final KekFailures failures;

        private Attempt(DekId id, Scope scope, List<DekRecord> records) {
            this.id = id;
            this.scope = scope;
            this.records = records;
            this.failures = new KekFailures(id, scope, events);
        }

        List<DekRecord> records() {
            return records;
        }

        /** Those that are configured and wrap it, nearest first. */
        List<Kek> keks() {
            return keks.all().stream()
                    .filter(kek -> records.stream()
                            .anyMatch(record -> wrapOf(record, kek).isPresent()))
                    .toList();
        }

        /** What a KEK makes of it; empty if it does not unwrap, for whatever reason. */
        Optional<DecryptingDek> by(Kek kek) {
            for (DekRecord record : records) {
                Optional<DecryptingDek> found = wrapOf(record, kek).flatMap(wrap -> tried(kek, wrap));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        /** It has not answered so far, and is not waited for. */
        void unanswered(Kek kek, Duration patience) {
            failures.add(kek, "unwrap", new KmsUnavailableException("no answer within " + patience.toMillis() + " ms"));
        }

        private Optional<DecryptingDek> tried(Kek kek, DekRecord.Wrap wrap) {
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

        Optional<DecryptingDek> elsewhere() {
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

        /** Why there is none: to be called when everybody was asked. Returned as an unchecked exception, or thrown as an Error. */
        UnknownKeyException failure() {
            // What may pass comes first: with one KEK out of reach, another one's refusal is not the last word.
            Optional<KeyUnavailableError> failed =
                    failures.unavailable().or(failures::denied).or(() -> noneConfigured(id, records));
            if (failed.isPresent()) {
                throw failed.get();
            }
            return unknown(id, scope, records);
        }
    }
}

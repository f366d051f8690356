package io.lockweir.cli.store;

import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.audit.AuditLog;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.DecryptingDek;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.encryption.kms.KmsInvalidException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Wraps the data keys of a store under other KEKs, or anew under the same ones. The data keys themselves stay, and so do the older
 * records. What is done is in the store: a run that was stopped goes on when it is repeated. Labels are not believed: only a wrap that
 * opens to the data key counts, both of what is there already and of what is about to be published.
 */
public final class Rewrapping {
    private final DekStore store;
    private final Keks keks;
    private final List<Kek> targets;
    private final Selection selection;
    private final AuditLog audit;

    /**
     * Which data keys are wrapped.
     *
     * @param run the name of a run that wraps even what the wanted KEKs wrap already; empty to leave that out. Repeated under the same
     *     name it goes on
     */
    public record Selection(Optional<String> run) {
        /** Only what misses a KEK. */
        public static final Selection MISSING = new Selection(Optional.empty());

        /** @throws UsageException if the name, which stands in records before other words, is not one word */
        public Selection {
            if (run.isPresent() && !run.get().matches("[A-Za-z0-9._-]+")) {
                throw new UsageException("Option --again: a run's name is of letters, digits, '.', '_' and '-'.");
            }
        }

        String createdBy(String who) {
            return "rewrap" + run.map(name -> " " + name).orElse("") + " by " + who;
        }

        private boolean isOfRun(DekRecord record) {
            return run.map(name -> record.createdBy().startsWith("rewrap " + name + " by "))
                    .orElse(true);
        }
    }

    /**
     * What came of it.
     *
     * @param already data keys that needed nothing: each wanted KEK opens them
     * @param failures data keys that no configured KEK unwraps
     */
    public record Rewrapped(long rewrapped, long already, List<Failure> failures) {
        public Rewrapped {
            failures = List.copyOf(failures);
        }
    }

    /** A data key that is left as it was. */
    public record Failure(DekId id, String message) {}

    /**
     * A rewrapping.
     *
     * @param store read to its end
     * @param keks what unwraps
     * @param targets what wraps, nearest first
     */
    public Rewrapping(DekStore store, Keks keks, List<Kek> targets, Selection selection, AuditLog audit) {
        this.store = store;
        this.keks = keks;
        this.targets = List.copyOf(targets);
        this.selection = selection;
        this.audit = audit;
    }

    private boolean isDue(Inventory.Entry entry) throws KmsException {
        for (DekRecord record : entry.records()) {
            if (selection.isOfRun(record) && wrapsAll(record)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Wraps what is due.
     *
     * @throws KmsException if a wanted KEK does not wrap, or may not unwrap: it would not do so for the others either
     */
    public Rewrapped run(String who, Progress progress) throws KmsException {
        List<Inventory.Entry> entries = Inventory.of(store).entries();
        List<Failure> failures = new ArrayList<>();
        long rewrapped = 0;
        long already = 0;
        for (Inventory.Entry entry : entries) {
            if (!isDue(entry)) {
                already++;
            } else if (rewrap(entry, who, failures)) {
                rewrapped++;
            }
            progress.at(rewrapped + already + failures.size(), entries.size());
        }
        return new Rewrapped(rewrapped, already, failures);
    }

    private boolean rewrap(Inventory.Entry entry, String who, List<Failure> failures) throws KmsException {
        String message = "None of its KEKs " + entry.kekLabels() + " is configured here";
        for (DekRecord record : entry.records()) {
            for (DekRecord.Wrap wrap : record.wraps()) {
                Optional<Kek> kek = keks.find(wrap.kekLabel());
                if (kek.isEmpty()) {
                    continue;
                }
                byte[] dek;
                try {
                    dek = kek.get().unwrap(wrap, record.scope());
                } catch (KmsException e) {
                    message = "KEK " + wrap.kekLabel() + ": " + e.kind() + ": " + e.getMessage();
                    continue;
                }
                try {
                    if (isGenuine(dek, record)) {
                        DekRecord next = rewrapped(dek, record, who);
                        store.publish(next);
                        audit.rewrapped(
                                next.id(),
                                next.scope(),
                                targets.stream().map(Kek::label).toList());
                        return true;
                    }
                    message = "What KEK " + wrap.kekLabel() + " unwraps is not the data key of this id";
                } finally {
                    Arrays.fill(dek, (byte) 0);
                }
            }
        }
        failures.add(new Failure(entry.id(), message));
        return false;
    }

    private DekRecord rewrapped(byte[] dek, DekRecord record, String who) throws KmsException {
        List<DekRecord.Wrap> wraps = new ArrayList<>();
        for (Kek target : targets) {
            DekRecord.Wrap wrap = target.rewrap(dek, record.scope());
            if (!opens(target, wrap, record)) {
                throw new KmsInvalidException(
                        "What KEK " + target.label() + " has just wrapped does not unwrap to data key " + record.id()
                                + ", so nothing was published. Do not use this KEK");
            }
            wraps.add(wrap);
        }
        return new DekRecord(record.id(), record.scope(), wraps, record.created(), selection.createdBy(who));
    }

    private static boolean isGenuine(byte[] dek, DekRecord record) {
        Optional<DecryptingDek> checked = DecryptingDek.of(dek.clone(), record.id(), record.scope());
        checked.ifPresent(DecryptingDek::wipe);
        return checked.isPresent();
    }

    private boolean wrapsAll(DekRecord record) throws KmsException {
        for (Kek target : targets) {
            Optional<DekRecord.Wrap> wrap = record.wraps().stream()
                    .filter(each -> each.kekLabel().equals(target.label()))
                    .findFirst();
            if (wrap.isEmpty() || !opens(target, wrap.get(), record)) {
                return false;
            }
        }
        return true;
    }

    private static boolean opens(Kek kek, DekRecord.Wrap wrap, DekRecord record) throws KmsException {
        byte[] dek;
        try {
            dek = kek.unwrap(wrap, record.scope());
        } catch (KmsInvalidException e) {
            return false;
        }
        try {
            return isGenuine(dek, record);
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }
}

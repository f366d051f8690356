package io.lockweir.cli.subject;

import io.lockweir.cli.config.KeySection;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.shred.SubjectKeys;

/** The keys of a namespace's subjects, opened from a configuration. */
public final class Subjects implements AutoCloseable {
    private final Keks keks;
    private final SubjectKeys keys;

    private Subjects(Keks keks, SubjectKeys keys) {
        this.keks = keks;
        this.keys = keys;
    }

    /**
     * Opens them and reads the log to its end.
     *
     * @param events hears of what is shredded, for the audit log
     */
    public static Subjects open(KeySection section, String namespace, KeyEvents events) {
        Keks keks = section.openKeks();
        try {
            return new Subjects(keks, SubjectLogs.keys(section, keks, namespace, events));
        } catch (RuntimeException | Error e) {
            keks.close();
            throw e;
        }
    }

    /** The open keys. */
    public SubjectKeys keys() {
        return keys;
    }

    @Override
    public void close() {
        keys.close();
        keks.close();
    }
}

package io.lockweir.cli.subject;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.output.Progress;
import io.lockweir.encryption.audit.AuditLog;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.encryption.shred.NamespaceKeys;
import io.lockweir.encryption.shred.NamespaceKeys.Held;
import io.lockweir.encryption.shred.NamespaceKeys.Rewrapped;
import io.lockweir.encryption.shred.NamespaceKeys.Selection;
import io.lockweir.encryption.shred.SubjectLog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is done to the keys of several namespaces; trouble with one does not keep the others from it. To be closed. */
public final class NamespaceWork implements AutoCloseable {
    private final SubjectLog log;
    private final NamespaceKeys keys;

    private NamespaceWork(SubjectLog log, NamespaceKeys keys) {
        this.log = log;
        this.keys = keys;
    }

    /** Opens the log that a configuration names. */
    public static NamespaceWork open(KeySection section, Keks keks) {
        SubjectLog log = SubjectLogs.open(section);
        return new NamespaceWork(
                log, new NamespaceKeys(log, label -> keks.find(label).orElse(null)));
    }

    /**
     * What came of it.
     *
     * @param done by namespace, of those that have a key
     * @param failures why it could not be done, by namespace
     * @param unnamed how many namespaces have a key and were not named
     */
    public record Outcome<T>(Map<String, T> done, Map<String, String> failures, int unnamed) {
        /** Whether all keys are looked after. */
        public boolean complete() {
            return failures.isEmpty() && unnamed == 0;
        }
    }

    /** Something done to the key of one namespace. */
    @FunctionalInterface
    private interface Work<T> {
        T run(String namespace);
    }

    /** Unwraps each generation of each namespace's key. */
    public Outcome<List<Held>> check(Collection<String> namespaces, Progress progress) {
        Outcome<List<Held>> outcome = each(namespaces, keys::check, progress);
        outcome.done().values().removeIf(List::isEmpty);
        return outcome;
    }

    /** Wraps each namespace's key under more KEKs. */
    public Outcome<Rewrapped> rewrap(
            Collection<String> namespaces,
            List<String> kekLabels,
            Selection selection,
            AuditLog audit,
            Progress progress) {
        Outcome<Rewrapped> outcome = each(
                namespaces,
                namespace -> {
                    Rewrapped rewrapped = keys.rewrap(namespace, kekLabels, selection);
                    if (rewrapped.rewrapped() > 0) {
                        audit.namespaceRewrapped(namespace, kekLabels);
                    }
                    return rewrapped;
                },
                progress);
        outcome.done().values().removeIf(rewrapped -> rewrapped.rewrapped() + rewrapped.already() == 0);
        return outcome;
    }

    private <T> Outcome<T> each(Collection<String> namespaces, Work<T> work, Progress progress) {
        Map<String, T> done = new TreeMap<>();
        Map<String, String> failures = new TreeMap<>();
        for (String namespace : new TreeSet<>(namespaces)) {
            try {
                done.put(namespace, work.run(namespace));
            } catch (KeyUnavailableError e) {
                failures.put(namespace, String.valueOf(e.getMessage()));
            }
            progress.at(done.size() + failures.size(), namespaces.size());
        }
        return new Outcome<>(done, failures, keys.unnamed(namespaces));
    }

    @Override
    public void close() {
        log.close();
    }
}

package io.lockweir.cli.subject;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.shred.SubjectKeys;
import io.lockweir.encryption.shred.SubjectLog;
import io.lockweir.encryption.shred.SubjectLogProvider;
import io.lockweir.encryption.shred.SubjectSettings;
import java.time.Clock;
import java.util.List;
import java.util.ServiceLoader;

/** The log of subjects of a configuration, and the keys in it. */
public final class SubjectLogs {
    private SubjectLogs() {}

    /** The log; the caller closes it. */
    static SubjectLog open(KeySection section) {
        try {
            return provider(section).open(section.storeSettings());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The keys of a namespace's subjects, with the log read to its end.
     *
     * @param keks stay the caller's, and open until the result is closed
     * @param events hears of what is shredded, for the audit log
     */
    public static SubjectKeys keys(KeySection section, Keks keks, String namespace, KeyEvents events) {
        SubjectSettings defaults = SubjectSettings.of(section.defaultLabels());
        SubjectSettings sized = new SubjectSettings(
                defaults.kekLabels(),
                provider(section).maxSubjects(section.storeSettings()),
                defaults.cachedKeys(),
                defaults.ttl(),
                defaults.maxStale());
        return SubjectKeys.open(
                namespace, open(section), label -> keks.find(label).orElse(null), sized, events, Clock.systemUTC());
    }

    static SubjectLogProvider provider(KeySection section) {
        List<SubjectLogProvider> providers =
                ServiceLoader.load(SubjectLogProvider.class, SubjectLogProvider.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return providers.stream()
                .filter(provider -> provider.name().equals(section.store()))
                .findFirst()
                .orElseThrow(() -> new UsageException("Key 'store': a store of kind '" + section.store()
                        + "' keeps no keys of subjects. Set it to one of "
                        + providers.stream().map(SubjectLogProvider::name).toList() + "."));
    }
}

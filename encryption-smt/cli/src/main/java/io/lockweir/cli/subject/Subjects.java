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
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
            SubjectLogProvider provider = provider(section.store());
            Map<String, String> settings = section.storeSettings();
            SubjectLog log = refusing(() -> provider.open(settings));
            SubjectSettings defaults = SubjectSettings.of(section.defaultLabels());
            SubjectSettings sized = new SubjectSettings(
                    defaults.kekLabels(),
                    provider.maxSubjects(settings),
                    defaults.cachedKeys(),
                    defaults.ttl(),
                    defaults.maxStale());
            return new Subjects(
                    keks,
                    SubjectKeys.open(
                            namespace, log, label -> keks.find(label).orElse(null), sized, events, Clock.systemUTC()));
        } catch (RuntimeException | Error e) {
            keks.close();
            throw e;
        }
    }

    /** The open keys. */
    public SubjectKeys keys() {
        return keys;
    }

    private static SubjectLogProvider provider(String store) {
        List<SubjectLogProvider> providers =
                ServiceLoader.load(SubjectLogProvider.class, SubjectLogProvider.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        @Nullable
        SubjectLogProvider found = providers.stream()
                .filter(provider -> provider.name().equals(store))
                .findFirst()
                .orElse(null);
        if (found == null) {
            throw new UsageException("Key 'store': a store of kind '" + store
                    + "' keeps no keys of subjects. Set it to one of "
                    + providers.stream().map(SubjectLogProvider::name).toList() + ".");
        }
        return found;
    }

    private static <T> T refusing(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        keys.close();
        keks.close();
    }
}

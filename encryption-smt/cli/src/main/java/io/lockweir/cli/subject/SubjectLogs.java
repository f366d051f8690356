package io.lockweir.cli.subject;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.shred.SubjectLog;
import io.lockweir.encryption.shred.SubjectLogProvider;
import java.util.List;
import java.util.ServiceLoader;

/** The log of subjects of a configuration. */
final class SubjectLogs {
    private SubjectLogs() {}

    /** The log; the caller closes it. */
    static SubjectLog open(KeySection section) {
        try {
            return provider(section).open(section.storeSettings());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
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

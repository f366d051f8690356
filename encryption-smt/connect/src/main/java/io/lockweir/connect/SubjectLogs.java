package io.lockweir.connect;

import io.lockweir.encryption.shred.SubjectLogProvider;
import java.util.ServiceLoader;

/** Finds the log of subjects that belongs to a kind of store. */
final class SubjectLogs {
    private SubjectLogs() {}

    /**
     * The provider of a store.
     *
     * @throws IllegalArgumentException if that store keeps no keys of subjects
     */
    static SubjectLogProvider provider(String store) {
        // Not the context class loader: in Connect it is the worker's, which does not see the plugin's directory.
        return ServiceLoader.load(SubjectLogProvider.class, SubjectLogProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(store))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Key '" + EnvelopeConfig.STORE_SUBJECTS_TOPIC
                        + "' needs a store that keeps keys of data subjects. Set store=topic, or remove it."));
    }
}

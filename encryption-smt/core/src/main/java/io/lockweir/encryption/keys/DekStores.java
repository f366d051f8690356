package io.lockweir.encryption.keys;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the store that a configuration names. */
public final class DekStores {
    private DekStores() {}

    /**
     * Checks settings without any I/O.
     *
     * @param settings by name without the prefix {@code store.}
     * @throws IllegalArgumentException if there is no such store, or it refuses the settings
     */
    public static void check(String store, Map<String, String> settings) {
        provider(store).check(settings);
    }

    /**
     * Opens a store.
     *
     * @throws IllegalArgumentException as {@link #check} does
     */
    public static DekStore open(String store, Map<String, String> settings) {
        return open(store, settings, KeyEvents.NONE);
    }

    /**
     * Opens a store.
     *
     * @param events hears of records that count for nothing; not closed
     * @throws IllegalArgumentException as {@link #check} does
     */
    public static DekStore open(String store, Map<String, String> settings, KeyEvents events) {
        return provider(store).open(settings, events);
    }

    private static DekStoreProvider provider(String store) {
        // Not the context class loader: in Connect it is the worker's, which does not see the plugin's directory.
        List<DekStoreProvider> providers =
                ServiceLoader.load(DekStoreProvider.class, DekStoreProvider.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return providers.stream()
                .filter(provider -> provider.name().equals(store))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("Key 'store' names no key store that is installed. Installed: "
                                + providers.stream()
                                        .map(DekStoreProvider::name)
                                        .collect(Collectors.toCollection(TreeSet::new))
                                + ". Correct it, or put the store's jar into the plugin's directory."));
    }
}

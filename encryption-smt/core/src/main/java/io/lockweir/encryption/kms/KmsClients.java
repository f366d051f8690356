package io.lockweir.encryption.kms;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds drivers and opens their clients, decorated. */
public final class KmsClients {
    private KmsClients() {}

    /** The drivers in the plugin's directory. */
    public static List<KmsProvider> providers() {
        // Not the context class loader: in Connect it is the worker's, which does not see the plugin's directory.
        return ServiceLoader.load(KmsProvider.class, KmsProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * Checks settings without any I/O.
     *
     * @param prefix what stands before the settings where the user wrote them
     * @throws IllegalArgumentException if there is no such driver, or it refuses the settings
     */
    public static void check(String kms, String prefix, Map<String, String> settings) {
        KmsSettings.of(prefix, provider(kms, prefix).settings(), settings);
    }

    /**
     * A metered and retrying client.
     *
     * @throws IllegalArgumentException as {@link #check} does
     */
    public static Kms open(String kms, String kekLabel, String prefix, Map<String, String> settings, KmsEvents events) {
        KmsProvider provider = provider(kms, prefix);
        KmsSettings checked = KmsSettings.of(prefix, provider.settings(), settings);
        Kms driver = new ContainedKms(provider, checked);
        return new RetryingKms(new MeteredKms(driver, kekLabel, events));
    }

    /**
     * A metered and retrying client whose wrapped keys are bound to no context, for profile {@code confluent} alone: whoever can write
     * wrapped keys can exchange them. It refuses every context.
     *
     * @throws IllegalArgumentException as {@link #check} does, and if the driver has no such form
     */
    public static Kms openUnbound(
            String kms, String kekLabel, String prefix, Map<String, String> settings, KmsEvents events) {
        KmsProvider provider = provider(kms, prefix);
        KmsSettings checked = KmsSettings.of(prefix, provider.settings(), settings);
        Kms driver = new UnboundKms(new ContainedKms(provider, () -> provider.openUnbound(checked)));
        return new RetryingKms(new MeteredKms(driver, kekLabel, events));
    }

    private static KmsProvider provider(String kms, String prefix) {
        List<KmsProvider> providers = providers();
        return providers.stream()
                .filter(provider -> provider.name().equals(kms))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Key '" + prefix
                        + "kms' names no driver that is installed. "
                        + "Installed: "
                        + providers.stream().map(KmsProvider::name).collect(Collectors.toCollection(TreeSet::new))
                        + ". Correct it, or put the driver's jars into the plugin's directory."));
    }
}

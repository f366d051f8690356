package io.lockweir.encryption.keys;

import io.lockweir.encryption.kms.KmsClients;
import io.lockweir.encryption.kms.KmsEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The KEKs of the local configuration, nearest first. The only place where a label that stands in a record becomes a key of a service.
 * Closing closes the services.
 */
public final class Keks implements AutoCloseable {
    private final Map<String, Kek> byLabel = new LinkedHashMap<>();

    /**
     * KEKs that are open already.
     *
     * @param keks nearest first, at least one
     */
    public Keks(List<Kek> keks) {
        if (keks.isEmpty()) {
            throw new IllegalArgumentException("At least one KEK is needed");
        }
        for (Kek kek : keks) {
            if (byLabel.put(kek.label(), kek) != null) {
                throw new IllegalArgumentException("KEK label " + kek.label() + " is there twice");
            }
        }
    }

    /**
     * Checks the configuration of KEKs against their drivers, without any I/O.
     *
     * @throws IllegalArgumentException naming the key, if a driver is not there or refuses its settings
     */
    public static void check(List<KekConfig> configs) {
        configs.forEach(config -> KmsClients.check(config.kms(), config.prefix(), config.settings()));
    }

    /**
     * Opens a client for each KEK, metered and retrying.
     *
     * @throws IllegalArgumentException as {@link #check} does
     */
    public static Keks open(List<KekConfig> configs, KmsEvents events) {
        List<Kek> opened = new ArrayList<>();
        try {
            for (KekConfig config : configs) {
                opened.add(new Kek(
                        config.label(),
                        KmsClients.open(config.kms(), config.label(), config.prefix(), config.settings(), events),
                        config.key()));
            }
            return new Keks(opened);
        } catch (RuntimeException e) {
            opened.forEach(kek -> kek.kms().close());
            throw e;
        }
    }

    /** Nearest first. */
    public List<Kek> all() {
        return List.copyOf(byLabel.values());
    }

    /** The KEK a label stands for here, if it does. */
    public Optional<Kek> find(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }

    /**
     * Some of them, in the given order; all of them for no label.
     *
     * @throws IllegalArgumentException if a label is not configured
     */
    public List<Kek> named(List<String> labels) {
        if (labels.isEmpty()) {
            return all();
        }
        return labels.stream()
                .map(label -> find(label)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "KEK label " + label + " is not configured. Name it in `kek` and set kek." + label
                                        + ".kms and kek." + label + ".key")))
                .toList();
    }

    @Override
    public void close() {
        byLabel.values().forEach(kek -> kek.kms().close());
    }

    @Override
    public String toString() {
        return "Keks" + byLabel.keySet();
    }
}

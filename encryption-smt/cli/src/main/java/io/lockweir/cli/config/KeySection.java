package io.lockweir.cli.config;

import io.lockweir.connect.KeySourceConfig;
import io.lockweir.encryption.keys.DekStore;
import io.lockweir.encryption.keys.DekStores;
import io.lockweir.encryption.keys.KekConfig;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.kms.KmsEvents;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where keys come from: {@code key.source}, {@code kek.*}, {@code store.*}, each opened by itself. */
public final class KeySection {
    private static final String KEK = "kek.";
    private static final String KMS = ".kms";

    private final ToolConfig config;

    public KeySection(ToolConfig config) {
        this.config = config;
    }

    /** Whether keys are in a keyset, so that there are neither KEKs nor a store. */
    public boolean isKeyset() {
        return config.text(KeySourceConfig.KEY_SOURCE, "keyset").equalsIgnoreCase("keyset");
    }

    /** The configured namespace. */
    public String namespace() {
        return config.text(KeySourceConfig.NAMESPACE, "default");
    }

    /** Labels of {@code kek}, nearest first: what wraps a new data key where no rule says otherwise. */
    public List<String> defaultLabels() {
        return Stream.of(config.text("kek", "").split(","))
                .map(String::trim)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    /**
     * Every configured KEK, those of {@code kek} first.
     *
     * @throws UsageException if there is none, or one is incomplete
     */
    public List<KekConfig> keks() {
        Set<String> labels = new LinkedHashSet<>(defaultLabels());
        new TreeSet<>(config.section(KEK).keySet())
                .stream()
                        .filter(key -> key.endsWith(KMS) && key.indexOf('.') == key.length() - KMS.length())
                        .map(key -> key.substring(0, key.length() - KMS.length()))
                        .forEach(labels::add);
        if (labels.isEmpty()) {
            throw new UsageException(
                    "No KEK is configured. Name labels in `kek` and set kek.LABEL.kms and kek.LABEL.key.");
        }
        List<KekConfig> keks = new ArrayList<>();
        labels.forEach(label -> keks.add(kek(label)));
        return keks;
    }

    /** Clients of every configured KEK; the caller closes them. */
    public Keks openKeks() {
        List<KekConfig> keks = keks();
        return refusing(() -> Keks.open(keks, new KmsEvents() {}));
    }

    /** The kind of the store. */
    public String store() {
        return config.text("store", "topic");
    }

    /** What is behind {@code store.}; some of it is secret. */
    public Map<String, String> storeSettings() {
        return config.section("store.");
    }

    /** Whether keys of subjects are kept: as for a connector, only where their topic is named. */
    public boolean hasSubjects() {
        return !isKeyset() && storeSettings().containsKey("subjects.topic");
    }

    /** The store; the caller closes it. Not everything is read yet. */
    public DekStore openStore() {
        String store = store();
        return refusing(() -> DekStores.open(store, storeSettings()));
    }

    private KekConfig kek(String label) {
        String prefix = KEK + label + ".";
        Map<String, String> settings = config.section(prefix);
        String kms = settings.remove("kms");
        String key = settings.remove("key");
        if (kms == null || key == null) {
            throw new UsageException("Key '" + prefix + (kms == null ? "kms" : "key") + "' is missing. A KEK needs "
                    + prefix + "kms and " + prefix + "key.");
        }
        return refusing(() -> new KekConfig(label, kms, key, settings));
    }

    /** The SPI's own messages name keys, never values. */
    private static <T> T refusing(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}

package io.lockweir.connect;

import io.lockweir.connect.metrics.KeyObservers;
import io.lockweir.encryption.keys.DekLookup;
import io.lockweir.encryption.keys.DekStores;
import io.lockweir.encryption.keys.EnvelopeKeySource;
import io.lockweir.encryption.keys.EnvelopeSettings;
import io.lockweir.encryption.keys.KekConfig;
import io.lockweir.encryption.keys.Keks;
import io.lockweir.encryption.keys.KeyBudget;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.shred.ShreddingKeySource;
import io.lockweir.encryption.shred.SubjectKeys;
import io.lockweir.encryption.shred.SubjectLogProvider;
import io.lockweir.encryption.shred.SubjectSettings;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * {@code key.source=envelope}: KEKs by label, the store of wrapped data keys, and how long data keys are used.
 *
 * @param keks nearest first; first those of {@code kek}, then those that only rules or records name
 * @param store the kind of store
 * @param storeSettings by name without the prefix {@code store.}; some are secret
 * @param settings of the data keys
 */
record EnvelopeConfig(List<KekConfig> keks, String store, Map<String, String> storeSettings, EnvelopeSettings settings)
        implements KeySettings {
    static final String KEK = "kek";
    static final String KEK_PREFIX = "kek.";
    static final String STORE = "store";
    static final String STORE_PREFIX = "store.";
    static final String STORE_TOPIC = "store.topic";
    static final String STORE_SUBJECTS_TOPIC = "store.subjects.topic";
    static final String SUBJECTS_TOPIC = "subjects.topic";
    static final String STORE_FILE = "store.file";
    static final String DEK_PREFIX = "dek.";
    static final String DEK_TTL_MS = "dek.ttl.ms";
    static final String DEK_MAX_STALE_MS = "dek.max.stale.ms";
    static final String DEK_MAX_AGE_MS = "dek.max.age.ms";
    static final String DEK_MAX_USES = "dek.max.uses";

    private static final long SHORTEST_WAIT_MS = 1000;
    private static final int CACHED_SUBJECT_KEYS = 16_384;
    private static final long WEEK_MS = Duration.ofDays(7).toMillis();
    private static final SharedKeySources<EnvelopeConfig> SHARED = new SharedKeySources<>(EnvelopeConfig::opened);

    EnvelopeConfig {
        keks = List.copyOf(keks);
        storeSettings = Map.copyOf(storeSettings);
    }

    static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        KEK,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Labels of the key-encryption keys that wrap new data keys, nearest first; reading tries them in this order. "
                                + "Several, one per region, let readers go on when a region is down. Each is configured by "
                                + "kek.LABEL.kms, the driver (aws, vault, gcp, azure, pkcs11, local), kek.LABEL.key, the driver's "
                                + "name of the key, and the driver's settings behind kek.LABEL. as well. Data keys carry labels, "
                                + "never a service's key id, and a label means what this configuration says.")
                .define(
                        STORE,
                        ConfigDef.Type.STRING,
                        "topic",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Where wrapped data keys are published. topic: a Kafka topic, with its own client configuration behind "
                                + "store.kafka., since a plugin does not see the worker's. file: for tests.")
                .define(
                        STORE_TOPIC,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "For store=topic: the topic of wrapped data keys, the same for writers and readers. Without it "
                                + "lockweir-deks. It has to outlive everything that is encrypted.")
                .define(
                        STORE_SUBJECTS_TOPIC,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "For store=topic: the topic of the keys of data subjects, for writers and readers of rules with a subject. "
                                + "Without it there are no such keys, and no such topic is read.")
                .define(
                        STORE_FILE,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.LOW,
                        "For store=file, for tests: path of the file that holds the wrapped data keys.")
                .define(
                        DEK_TTL_MS,
                        ConfigDef.Type.LONG,
                        EnvelopeSettings.DEFAULT_TTL.toMillis(),
                        ConfigDef.Range.between(1000L, WEEK_MS),
                        Importance.MEDIUM,
                        "How many milliseconds a data key is used before its KEK is asked again, ahead of time and in the background. "
                                + "Withdrawing access to a KEK stops encrypting and decrypting within this time.")
                .define(
                        DEK_MAX_STALE_MS,
                        ConfigDef.Type.LONG,
                        EnvelopeSettings.DEFAULT_MAX_STALE.toMillis(),
                        ConfigDef.Range.between(0L, WEEK_MS),
                        Importance.MEDIUM,
                        "How many milliseconds longer data keys are used while their key services can't be reached. After dek.ttl.ms plus this, "
                                + "the bound for every revocation, records wait, for encrypting and decrypting alike.")
                .define(
                        DEK_MAX_AGE_MS,
                        ConfigDef.Type.LONG,
                        KeyBudget.DEFAULT.maxAge().toMillis(),
                        ConfigDef.Range.between(1000L, Duration.ofDays(366).toMillis()),
                        Importance.LOW,
                        "After how many milliseconds a data key encrypts no more and the next one takes over. Reading is not limited.")
                .define(
                        DEK_MAX_USES,
                        ConfigDef.Type.LONG,
                        KeyBudget.DEFAULT.uses(),
                        ConfigDef.Range.between(1L, KeyBudget.DEFAULT.uses()),
                        Importance.LOW,
                        "How many values one data key encrypts at most before the next one takes over.");
    }

    static boolean owns(String key) {
        return key.equals(KEK)
                || key.equals(STORE)
                || key.startsWith(KEK_PREFIX)
                || key.startsWith(STORE_PREFIX)
                || key.startsWith(DEK_PREFIX);
    }

    /** What stands behind a prefix may be secret: a driver's token, a client's password. */
    static ConfigDef expanded(ConfigDef definition, Map<String, ?> properties) {
        ConfigDef expanded = new ConfigDef(definition);
        for (String key : new TreeSet<>(properties.keySet())) {
            boolean prefixed = key.startsWith(KEK_PREFIX) || key.startsWith(STORE_PREFIX);
            if (prefixed && !definition.names().contains(key)) {
                expanded.define(
                        key,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "A setting of a key service or a key store.");
            }
        }
        return expanded;
    }

    static EnvelopeConfig of(AbstractConfig config) {
        Long wait = config.getLong(KeySourceConfig.KEY_WAIT_MS);
        if (wait != null && wait < SHORTEST_WAIT_MS) {
            throw new ConfigException("Key '" + KeySourceConfig.KEY_WAIT_MS + "' must be at least " + SHORTEST_WAIT_MS
                    + " with key.source=envelope: a key service takes time to answer.");
        }
        List<String> named = config.getList(KEK);
        EnvelopeConfig read = new EnvelopeConfig(
                keks(named, config),
                config.getString(STORE),
                storeSettings(config),
                new EnvelopeSettings(
                        named,
                        new KeyBudget(
                                config.getLong(DEK_MAX_USES),
                                KeyBudget.DEFAULT.bytes(),
                                Duration.ofMillis(config.getLong(DEK_MAX_AGE_MS))),
                        Duration.ofMillis(config.getLong(DEK_TTL_MS)),
                        Duration.ofMillis(config.getLong(DEK_MAX_STALE_MS)),
                        wait == null ? EnvelopeSettings.DEFAULT_KEY_WAIT : Duration.ofMillis(wait),
                        "lockweir " + PluginVersion.TEXT + " "
                                + ManagementFactory.getRuntimeMXBean().getName()));
        read.check();
        return read;
    }

    /** The process's source with these settings: whoever opens it first makes it, whoever closes it last ends it. */
    @Override
    public KeySource open() {
        try {
            return SHARED.open(this);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> kekLabels() {
        return keks.stream().map(KekConfig::label).toList();
    }

    /** Settings by name only. */
    @Override
    public String toString() {
        return "EnvelopeConfig[" + keks + ", " + store + ", " + new TreeSet<>(storeSettings.keySet()) + ", " + settings
                + "]";
    }

    private KeySource opened() {
        KeyEvents events = KeyObservers.open();
        @Nullable Keks opened = null;
        try {
            opened = Keks.open(keks, events);
            return storeSettings.containsKey(SUBJECTS_TOPIC)
                    ? withSubjects(opened, events)
                    : source(opened, DekLookup.NONE, events);
        } catch (RuntimeException | Error e) {
            if (opened != null) {
                opened.close();
            }
            events.close();
            throw e;
        }
    }

    private KeySource source(Keks opened, DekLookup others, KeyEvents events) {
        return EnvelopeKeySource.open(opened, DekStores.open(store, storeSettings, events), others, settings, events);
    }

    /** Keys of data subjects are a topic of their own to follow: only for those who name it. */
    private KeySource withSubjects(Keks opened, KeyEvents events) {
        SubjectLogProvider logs = SubjectLogs.provider(store);
        SubjectSettings subjects = new SubjectSettings(
                settings.kekLabels(),
                logs.maxSubjects(storeSettings),
                CACHED_SUBJECT_KEYS,
                settings.ttl(),
                settings.maxStale(),
                settings.keyWait());
        return ShreddingKeySource.of(
                lookup -> source(opened, lookup, events),
                namespace -> SubjectKeys.open(
                        namespace,
                        logs.open(storeSettings),
                        label -> opened.find(label).orElse(null),
                        subjects,
                        events,
                        Clock.systemUTC()),
                settings.keyWait(),
                logs.startTimeout(storeSettings));
    }

    private void check() {
        try {
            Keks.check(keks);
            DekStores.check(store, storeSettings);
            if (storeSettings.containsKey(SUBJECTS_TOPIC)) {
                SubjectLogs.provider(store);
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static List<KekConfig> keks(List<String> named, AbstractConfig config) {
        Map<String, Map<String, String>> settings = new TreeMap<>();
        for (Map.Entry<String, String> each : under(KEK_PREFIX, config).entrySet()) {
            int dot = each.getKey().indexOf('.');
            if (dot <= 0) {
                throw new ConfigException(
                        "Key '" + KEK_PREFIX + each.getKey()
                                + "' is not known. Settings of a KEK are kek.LABEL.kms, kek.LABEL.key and those of its driver.");
            }
            settings.computeIfAbsent(each.getKey().substring(0, dot), first -> new HashMap<>())
                    .put(each.getKey().substring(dot + 1), each.getValue());
        }
        Set<String> labels = new LinkedHashSet<>(named);
        labels.addAll(settings.keySet());
        if (labels.isEmpty()) {
            throw new ConfigException(
                    "Key '" + KEK + "' is missing. With key.source=envelope name at least one KEK and set "
                            + "kek.LABEL.kms and kek.LABEL.key for it.");
        }
        return labels.stream()
                .map(label -> kek(label, settings.getOrDefault(label, Map.of())))
                .toList();
    }

    private static KekConfig kek(String label, Map<String, String> settings) {
        Map<String, String> ofDriver = new HashMap<>(settings);
        String kms = required(label, "kms", ofDriver.remove("kms"));
        String key = required(label, "key", ofDriver.remove("key"));
        try {
            return new KekConfig(label, kms, key, ofDriver);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Key '" + KEK + "' names the label " + label + ". " + e.getMessage() + ".");
        }
    }

    private static String required(String label, String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new ConfigException("Key '" + KEK_PREFIX + label + "." + name + "' is missing. Set "
                    + (name.equals("kms")
                            ? "the driver of the KEK: aws, vault, gcp, azure, pkcs11 or local."
                            : "the driver's name of the KEK."));
        }
        return value.trim();
    }

    private static Map<String, String> storeSettings(AbstractConfig config) {
        return under(STORE_PREFIX, config);
    }

    /** What stands behind a prefix, as it was written: by config providers' results, without the prefix. */
    private static Map<String, String> under(String prefix, AbstractConfig config) {
        Map<String, String> found = new TreeMap<>();
        config.originalsWithPrefix(prefix).forEach((key, value) -> found.put(key, String.valueOf(value)));
        return found;
    }
}

package io.lockweir.connect;

import io.lockweir.encryption.keys.KeySource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The configuration section of key sources, shared by every plugin that encrypts or decrypts.
 *
 * @param keys where keys come from
 * @param namespace the scope of randomised encryption
 */
public record KeySourceConfig(KeySettings keys, String namespace) {
    public static final String KEY_SOURCE = "key.source";
    public static final String NAMESPACE = "namespace";
    public static final String KEY_WAIT_MS = "key.wait.ms";

    static final String KEYSET = "keyset";
    static final String ENVELOPE = "envelope";

    private static final long MAX_WAIT_MS = 3_600_000L;

    /** Adds the section's static keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        definition.define(
                KEY_SOURCE,
                ConfigDef.Type.STRING,
                KEYSET,
                ConfigDef.CaseInsensitiveValidString.in(KEYSET, ENVELOPE),
                Importance.HIGH,
                "Where keys come from. keyset: a dedicated Tink keyset, from keyset.file or keyset.json. envelope: data keys that "
                        + "a key service wraps (kek, kek.LABEL.*) and a store publishes (store, store.*).");
        KeysetConfig.addTo(definition);
        definition
                .define(
                        NAMESPACE,
                        ConfigDef.Type.STRING,
                        "default",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Scope of randomised encryption, for example an environment. Part of every key derivation: ciphertext of "
                                + "one namespace can't be read in another. The same on writer and reader.")
                .define(
                        KEY_WAIT_MS,
                        ConfigDef.Type.LONG,
                        null,
                        ConfigDef.LambdaValidator.with(KeySourceConfig::checkWait, () -> "[0,...," + MAX_WAIT_MS + "]"),
                        Importance.MEDIUM,
                        "How many milliseconds a record waits for a key before the task fails: for a key service or key store "
                                + "that can't be reached, and for a key that has not arrived here yet. Without it 60000 with "
                                + "key.source=envelope, which needs at least 1000, and 0 with keyset, where it waits for keyset.file to "
                                + "change. Keep it below max.poll.interval.ms.");
        return EnvelopeConfig.addTo(definition);
    }

    /** Whether a key is of the section, and so of profile native alone. */
    public static boolean owns(String key) {
        return key.equals(KEY_SOURCE)
                || key.equals(NAMESPACE)
                || key.equals(KEY_WAIT_MS)
                || KeysetConfig.owns(key)
                || EnvelopeConfig.owns(key);
    }

    /**
     * A definition with the keys that these properties hold under the section's prefixes, {@code kek.} and {@code store.}. All of them
     * count as secrets; {@link #of} refuses those that no driver and no store knows.
     */
    public static ConfigDef expanded(ConfigDef definition, Map<String, ?> properties) {
        return EnvelopeConfig.expanded(definition, properties);
    }

    /**
     * Reads the section.
     *
     * @param config made with the {@link #expanded} definition
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static KeySourceConfig of(AbstractConfig config) {
        boolean envelope = config.getString(KEY_SOURCE).toLowerCase(Locale.ROOT).equals(ENVELOPE);
        refuseKeysOfTheOther(config, envelope);
        return new KeySourceConfig(
                envelope ? EnvelopeConfig.of(config) : KeysetConfig.of(config), config.getString(NAMESPACE));
    }

    /**
     * Opens the key source; the caller closes it.
     *
     * @throws ConfigException when keys or settings can't be used; the message holds nothing of them
     */
    public KeySource open() {
        return keys.open();
    }

    private static void refuseKeysOfTheOther(AbstractConfig config, boolean envelope) {
        TreeSet<String> others = new TreeSet<>(config.originals().keySet());
        others.removeIf(key -> envelope ? !KeysetConfig.owns(key) : !EnvelopeConfig.owns(key));
        if (!others.isEmpty()) {
            throw new ConfigException("Key '" + others.first() + "' has no effect with " + KEY_SOURCE + "="
                    + (envelope ? ENVELOPE : KEYSET) + ". Remove it, or set " + KEY_SOURCE + "="
                    + (envelope ? KEYSET : ENVELOPE) + ".");
        }
    }

    private static void checkWait(String name, @Nullable Object value) {
        if (value instanceof Long wait && (wait < 0 || wait > MAX_WAIT_MS)) {
            throw new ConfigException(name, value, "Value must be between 0 and " + MAX_WAIT_MS);
        }
    }
}

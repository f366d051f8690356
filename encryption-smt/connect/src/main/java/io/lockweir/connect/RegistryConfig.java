package io.lockweir.connect;

import io.lockweir.connect.metrics.KeyObservers;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.encryption.keys.Shared;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.registry.RegistryClient;
import io.lockweir.registry.RegistrySettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The configuration section {@code registry.*} of profile confluent: where schemas, rules and data keys come from. Equal settings share
 * one client in a process, and with it its caches.
 *
 * @param settings of the registry, by name without {@code registry.}; some are secret
 * @param kms of key services, by the registry's type of service, then by name; some are secret
 */
public record RegistryConfig(Map<String, String> settings, Map<String, Map<String, String>> kms) {
    /** What every key of the section begins with. */
    public static final String PREFIX = "registry.";

    public static final String URL = "registry.url";
    static final String WAIT_MS = "registry.wait.ms";
    private static final String KMS = "kms.";
    private static final String KMS_PREFIX = PREFIX + KMS;
    private static final Shared<RegistryConfig, Opened> SHARED = new Shared<>();

    public RegistryConfig {
        settings = Map.copyOf(settings);
        kms = kms.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> Map.copyOf(each.getValue())));
    }

    /** Adds the section's keys, except those of key services, which {@link #expanded} adds. None is required. */
    public static ConfigDef addTo(ConfigDef definition) {
        for (KmsSetting each : RegistrySettings.declared()) {
            @Nullable String given = each.defaultText();
            definition.define(
                    PREFIX + each.name(),
                    switch (each.type()) {
                        case TEXT -> ConfigDef.Type.STRING;
                        case SECRET -> ConfigDef.Type.PASSWORD;
                        case FLAG -> ConfigDef.Type.BOOLEAN;
                        case NUMBER -> ConfigDef.Type.LONG;
                    },
                    given,
                    each.presence() == KmsSetting.Presence.REQUIRED ? Importance.HIGH : Importance.MEDIUM,
                    "With profile=confluent. " + each.documentation());
        }
        return definition;
    }

    /** Whether a key is of the section. */
    public static boolean owns(String key) {
        return key.startsWith(PREFIX);
    }

    /**
     * A definition with the keys of key services that these properties hold, {@code registry.kms.TYPE.SETTING}. All of them count as
     * secrets; {@link #open} refuses those that no driver knows.
     */
    public static ConfigDef expanded(ConfigDef definition, Map<String, ?> properties) {
        if (!definition.names().contains(URL)) {
            return definition;
        }
        ConfigDef expanded = new ConfigDef(definition);
        for (String key : new TreeSet<>(properties.keySet())) {
            if (key.startsWith(KMS_PREFIX) && !definition.names().contains(key)) {
                expanded.define(
                        key, ConfigDef.Type.PASSWORD, null, Importance.MEDIUM, "A setting of a key service's driver.");
            }
        }
        return expanded;
    }

    /**
     * Reads the section.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static RegistryConfig of(AbstractConfig config) {
        Map<String, String> settings = new TreeMap<>();
        Map<String, Map<String, String>> kms = new TreeMap<>();
        TreeSet<String> declared = RegistrySettings.declared().stream()
                .map(KmsSetting::name)
                .collect(Collectors.toCollection(TreeSet::new));
        config.originalsWithPrefix(PREFIX).forEach((name, value) -> {
            String text = value instanceof Password secret ? secret.value() : String.valueOf(value);
            if (declared.contains(name) || !name.startsWith(KMS)) {
                settings.put(name, text);
                return;
            }
            String behind = name.substring(KMS.length());
            int dot = behind.indexOf('.');
            if (dot <= 0) {
                throw new ConfigException("Key '" + PREFIX + name
                        + "' is not known. Settings of a key service are registry.kms.TYPE.SETTING, such as"
                        + " registry.kms.aws-kms.region.");
            }
            kms.computeIfAbsent(behind.substring(0, dot), first -> new TreeMap<>())
                    .put(behind.substring(dot + 1), text);
        });
        RegistryConfig read = new RegistryConfig(settings, kms);
        read.checked();
        return read;
    }

    /**
     * The process's client with these settings: whoever opens it first makes it, whoever closes it last ends it. Does no call.
     *
     * @throws ConfigException naming the setting of a key service that is refused
     */
    public SharedRegistry open() {
        try {
            return new SharedRegistry(SHARED.acquire(this, this::opened));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private RegistrySettings checked() {
        try {
            return RegistrySettings.of(PREFIX, settings);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private Opened opened() {
        KeyEvents events = KeyObservers.open();
        try {
            return new Opened(RegistryClient.open(checked(), kms, events), events);
        } catch (RuntimeException | Error e) {
            events.close();
            throw e;
        }
    }

    /** Settings by name only. */
    @Override
    public String toString() {
        return "RegistryConfig[" + new TreeSet<>(settings.keySet()) + ", " + new TreeSet<>(kms.keySet()) + "]";
    }

    /** A client and who hears of its calls. */
    record Opened(RegistryClient client, KeyEvents events) implements AutoCloseable {
        @Override
        public void close() {
            try (KeyEvents last = events) {
                client.close();
            }
        }
    }
}

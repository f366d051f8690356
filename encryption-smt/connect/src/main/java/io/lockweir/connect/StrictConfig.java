package io.lockweir.connect;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A configuration that refuses unknown keys: a misspelt one must not turn into a default. The settings of key services and key stores
 * are known by their prefix; those are refused by their drivers.
 */
public class StrictConfig extends AbstractConfig {
    /**
     * What Connect itself hands to a plugin beside its own keys: {@code plugin.version} from 4.1 on, {@code converter.type} to
     * converters.
     */
    private static final Set<String> FROM_CONNECT = Set.of("type", "plugin.version", "converter.type");

    public StrictConfig(String plugin, ConfigDef definition, Map<String, ?> properties) {
        super(
                refusingUnknown(
                        plugin,
                        RegistryConfig.expanded(KeySourceConfig.expanded(definition, properties), properties),
                        properties),
                properties,
                false);
    }

    private static ConfigDef refusingUnknown(String plugin, ConfigDef definition, Map<String, ?> properties) {
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeAll(definition.names());
        unknown.removeAll(FROM_CONNECT);
        if (!unknown.isEmpty()) {
            throw new ConfigException("Unknown keys of " + plugin + ": " + String.join(", ", unknown)
                    + ". Correct or remove them. Known keys: " + String.join(", ", known(definition)) + ".");
        }
        return definition;
    }

    /** The registry's are many, and the same everywhere. */
    private static Set<String> known(ConfigDef definition) {
        return definition.names().stream()
                .map(name -> RegistryConfig.owns(name) ? RegistryConfig.PREFIX + "*" : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The constant of an enum that a key names in any case. */
    public <E extends Enum<E>> E constant(String key, Class<E> type) {
        return Enum.valueOf(type, getString(key).toUpperCase(Locale.ROOT));
    }
}

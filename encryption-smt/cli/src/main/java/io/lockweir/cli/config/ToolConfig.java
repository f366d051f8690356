package io.lockweir.cli.config;

import io.lockweir.connect.DecryptFields;
import io.lockweir.connect.EncryptFields;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The tool's properties file: the keys of the transforms as a connector has them, and sections of the tool's own for what a worker
 * knows by itself. Its {@code toString} names keys, never values.
 */
public final class ToolConfig {
    /** Settings of Kafka's clients for the topics that are verified or copied. */
    public static final String KAFKA = "kafka.";
    /** Rules for fields of record keys, as {@code DecryptFields$Key} takes them. */
    public static final String RECORD_KEY = "record.key.";

    /** Converter classes and, behind a dot, their settings: as a connector has them. */
    public static final List<String> CONVERTERS = List.of("key.converter", "value.converter", "header.converter");

    /** Keys with names that the user invents. */
    private static final List<String> DYNAMIC = List.of("rules.", "kek.", "store.", "registry.kms.");

    private static final Set<String> DECRYPTING =
            Set.copyOf(new DecryptFields.Value<SinkRecord>().config().names());
    private static final Set<String> ENCRYPTING =
            Set.copyOf(new EncryptFields.Value<SinkRecord>().config().names());

    private final Map<String, String> properties;

    private ToolConfig(Map<String, String> properties) {
        this.properties = properties;
    }

    /**
     * Reads a file and resolves its references.
     *
     * @throws UsageException if it cannot be read, or a key is unknown
     */
    public static ToolConfig read(Path file) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("The configuration " + file + " can't be read ("
                    + e.getClass().getSimpleName() + "). Give a properties file.");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        read.stringPropertyNames().stream().sorted().forEach(key -> properties.put(key, read.getProperty(key)));
        return of(properties);
    }

    /**
     * A configuration from memory.
     *
     * @throws UsageException if a key is unknown or a reference leads nowhere
     */
    public static ToolConfig of(Map<String, String> properties) {
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeIf(ToolConfig::known);
        if (!unknown.isEmpty()) {
            throw new UsageException("Unknown keys: " + String.join(", ", unknown)
                    + ". Correct or remove them; lockweir-keys config lists what there is.");
        }
        return new ToolConfig(References.resolved(properties));
    }

    /** The keys of {@code DecryptFields$Value}. */
    public Map<String, String> decryptingValues() {
        return selected(key -> isOfTransform(key) && isOneOf(DECRYPTING, key));
    }

    /** The keys of {@code DecryptFields$Key}; empty when no rule speaks about record keys. */
    public Map<String, String> decryptingKeys() {
        return withRecordKeyRules(decryptingValues());
    }

    /** The keys of {@code EncryptFields$Value}. */
    public Map<String, String> encryptingValues() {
        return selected(key -> isOfTransform(key) && isOneOf(ENCRYPTING, key));
    }

    /** The keys of {@code EncryptFields$Key}; empty when no rule speaks about record keys. */
    public Map<String, String> encryptingKeys() {
        return withRecordKeyRules(encryptingValues());
    }

    /** Whether rules speak about record values; without them only a converter decrypts. */
    public boolean hasValueRules() {
        return properties.keySet().stream().anyMatch(RuleNames::isRule);
    }

    /** Everything behind a prefix, without it. */
    public Map<String, String> section(String prefix) {
        return properties.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** A key's value, or a default. */
    public String text(String key, String otherwise) {
        return properties.getOrDefault(key, otherwise);
    }

    /** Whether a key is given. */
    public boolean has(String key) {
        return properties.containsKey(key);
    }

    private Map<String, String> withRecordKeyRules(Map<String, String> values) {
        Map<String, String> rules = section(RECORD_KEY);
        if (rules.isEmpty()) {
            return Map.of();
        }
        Map<String, String> keys = new LinkedHashMap<>(values);
        keys.keySet().removeIf(RuleNames::isRule);
        keys.putAll(rules);
        return keys;
    }

    private Map<String, String> selected(Predicate<String> keys) {
        return properties.entrySet().stream()
                .filter(entry -> keys.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean known(String key) {
        return key.startsWith(KAFKA)
                || (key.startsWith(RECORD_KEY) && RuleNames.isRule(key.substring(RECORD_KEY.length())))
                || isOfConverter(key)
                || isOneOf(DECRYPTING, key)
                || isOneOf(ENCRYPTING, key);
    }

    private static boolean isOfTransform(String key) {
        return !key.startsWith(KAFKA) && !key.startsWith(RECORD_KEY) && !isOfConverter(key);
    }

    private static boolean isOfConverter(String key) {
        return CONVERTERS.stream().anyMatch(name -> key.equals(name) || key.startsWith(name + "."));
    }

    private static boolean isOneOf(Set<String> names, String key) {
        return names.contains(key) || DYNAMIC.stream().anyMatch(key::startsWith);
    }

    @Override
    public String toString() {
        return "ToolConfig" + new TreeSet<>(properties.keySet());
    }
}

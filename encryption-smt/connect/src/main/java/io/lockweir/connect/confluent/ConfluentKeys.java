package io.lockweir.connect.confluent;

import io.lockweir.connect.RegistryConfig;
import io.lockweir.connect.StrictConfig;
import io.lockweir.registry.avro.ClearBranches;
import io.lockweir.registry.record.RecordSettings;
import io.lockweir.registry.record.SubjectNaming;
import io.lockweir.registry.rule.ConfiguredRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What profile confluent is configured with for whole keys and values, beside {@code registry.*}: the same in converter and serializers. */
public final class ConfluentKeys {
    public static final String FRAMING = "framing";
    public static final String SUBJECT_NAME_STRATEGY = "subject.name.strategy";
    public static final String CLEAR_BRANCHES = "clear.branches";
    public static final String RULESET_FILE = "ruleset.file";

    private static final Set<String> ALL = Set.of(FRAMING, SUBJECT_NAME_STRATEGY, CLEAR_BRANCHES, RULESET_FILE);

    private ConfluentKeys() {}

    /** Adds the keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        FRAMING,
                        ConfigDef.Type.STRING,
                        text(RecordSettings.Frame.PREFIX),
                        oneOf(RecordSettings.Frame.values()),
                        Importance.MEDIUM,
                        "With profile=confluent: where the schema's id stands. prefix: in five bytes before the record. header: in the "
                                + "record header __key_schema_id or __value_schema_id. The same on writer and reader.")
                .define(
                        SUBJECT_NAME_STRATEGY,
                        ConfigDef.Type.STRING,
                        text(SubjectNaming.TOPIC),
                        oneOf(SubjectNaming.values()),
                        Importance.MEDIUM,
                        "With profile=confluent: how subjects are called, by which the registry keeps data keys. topic: the topic, then "
                                + "-key or -value. record: the full name of the record. topic-record: both. As the inner serializer has it.")
                .define(
                        CLEAR_BRANCHES,
                        ConfigDef.Type.STRING,
                        text(ClearBranches.REFUSE),
                        oneOf(ClearBranches.values()),
                        Importance.LOW,
                        "With profile=confluent: what happens to an Avro schema with tags on a union that may hold what can't be encrypted, "
                                + "such as a number. refuse: the task stops. pass: such values pass in clear, as with Confluent's clients, with a "
                                + "warning.")
                .define(
                        RULESET_FILE,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "With profile=confluent: path of a JSON file with metadata and rule sets of subjects, for registries that keep none. "
                                + "Counts for schemas that have no rule in the registry. Read at start.");
    }

    /** Whether a key is one of these. */
    public static boolean owns(String key) {
        return ALL.contains(key);
    }

    /**
     * What they say.
     *
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static ConfluentConfig of(StrictConfig config) {
        return new ConfluentConfig(
                RegistryConfig.of(config),
                new RecordSettings(
                        constant(config, FRAMING, RecordSettings.Frame.class),
                        constant(config, SUBJECT_NAME_STRATEGY, SubjectNaming.class),
                        constant(config, CLEAR_BRANCHES, ClearBranches.class),
                        rules(config.getString(RULESET_FILE))));
    }

    private static ConfiguredRules rules(@Nullable String file) {
        if (file == null) {
            return ConfiguredRules.NONE;
        }
        try {
            return ConfiguredRules.of(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new ConfigException("Key '" + RULESET_FILE + "': " + file + " can't be read ("
                    + e.getClass().getSimpleName() + "). Put the file on every worker.");
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Key '" + RULESET_FILE + "': " + file + " is refused. " + e.getMessage() + ".");
        }
    }

    private static <E extends Enum<E>> E constant(StrictConfig config, String key, Class<E> type) {
        return Enum.valueOf(type, config.getString(key).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static ConfigDef.Validator oneOf(Enum<?>... constants) {
        return ConfigDef.CaseInsensitiveValidString.in(
                Stream.of(constants).map(ConfluentKeys::text).toArray(String[]::new));
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one rule: {@code topics}, {@code fields}, {@code clear.fields} or {@code tags}, and those of its {@linkplain ModeKeys mode}, behind {@code rules.NAME.} or, in the short form, behind nothing.
 *
 * @param prefix empty, or {@code rules.NAME.}
 */
record RuleKeys(String prefix) {
    static final String TOPICS = "topics";
    static final String FIELDS = "fields";
    static final String CLEAR_FIELDS = "clear.fields";
    static final String TAGS = "tags";
    static final String TAGS_SUBJECT = "tags.subject";
    /** Of named rules only: the short form has the plugin's own. */
    static final String NAMESPACE = "namespace";
    /** Of named rules only: the short form has the plugin's own. */
    static final String KEK = "kek";
    /** Of named rules only: the short form has the plugin's own. */
    static final String PROFILE = "profile";

    static RuleKeys shortForm() {
        return new RuleKeys("");
    }

    static RuleKeys named(String name) {
        return new RuleKeys("rules." + name + ".");
    }

    boolean isShortForm() {
        return prefix.isEmpty();
    }

    String key(String suffix) {
        return prefix + suffix;
    }

    List<String> all() {
        return Stream.concat(
                        Stream.of(TOPICS, FIELDS, CLEAR_FIELDS, TAGS, TAGS_SUBJECT),
                        ModeKeys.DEFINITION.names().stream())
                .map(this::key)
                .toList();
    }

    ConfigDef addTo(ConfigDef definition) {
        ModeKeys.addTo(addFields(definition), prefix);
        return isShortForm() ? definition : addKeyNames(definition);
    }

    private ConfigDef addKeyNames(ConfigDef definition) {
        return definition
                .define(
                        key(NAMESPACE),
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "The rule's namespace, in place of the plugin's; takes ${group} from the groups of topics.")
                .define(
                        key(KEK),
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Labels of the key-encryption keys for the rule's data keys, nearest first, of those that the plugin's kek "
                                + "names; empty: all of them. Each takes ${group} from the groups of topics.")
                .define(
                        key(PROFILE),
                        ConfigDef.Type.STRING,
                        null,
                        new ProfileValidator(),
                        Importance.MEDIUM,
                        "The rule's profile, native or confluent, in place of the plugin's.");
    }

    private ConfigDef addFields(ConfigDef definition) {
        return definition
                .define(
                        key(TOPICS),
                        ConfigDef.Type.STRING,
                        ".*",
                        new PatternValidator(),
                        Importance.HIGH,
                        "Regular expression that a whole topic name must match for the rule to apply. In a matching topic every "
                                + "field of the rule must exist; other topics pass as they are.")
                .define(
                        key(FIELDS),
                        ConfigDef.Type.LIST,
                        List.of(),
                        new PathsValidator(),
                        Importance.HIGH,
                        "Paths of the encrypted fields, from the row: email, address.street, items[*].x for array elements, "
                                + "labels{*} for map values, `a.b` for a name with dots.")
                .define(
                        key(CLEAR_FIELDS),
                        ConfigDef.Type.LIST,
                        List.of(),
                        new PathsValidator(),
                        Importance.HIGH,
                        "In place of fields: the only fields that stay as they are. Every other field of the row is treated, "
                                + "columns that come later too; fields that other rules name are left to these.")
                .define(
                        key(TAGS),
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "In place of fields: tags, such as PII. The rule is about the fields that have one of them in the latest schema of "
                                + "the subject, Avro, JSON Schema or Protobuf, in the registry at registry.url; fields that other rules "
                                + "name are left to these. A writer refuses fields that the schema does not have, and tags that no rule names.")
                .define(
                        key(TAGS_SUBJECT),
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "With tags, required but in serializers: the subject, such as ${topic}-design; ${topic} is the topic. Its schema is "
                                + "that of the clear records. It must be one that no converter registers schemas at: those have no "
                                + "tags.");
    }

    /** The key must hold a regular expression. */
    private static final class PatternValidator implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            try {
                Pattern.compile(String.valueOf(value));
            } catch (PatternSyntaxException e) {
                throw new ConfigException(name, value, "it is no regular expression: " + e.getDescription());
            }
        }

        @Override
        public String toString() {
            return "a regular expression";
        }
    }

    /** The key must hold field paths. */
    private static final class PathsValidator implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value instanceof List<?> paths) {
                for (Object path : paths) {
                    try {
                        FieldPath.parse(String.valueOf(path));
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(name + ": " + e.getMessage());
                    }
                }
            }
        }

        @Override
        public String toString() {
            return "field paths";
        }
    }

    /** The key, where set, must hold the name of a profile. */
    private static final class ProfileValidator implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value != null && Profile.named(String.valueOf(value)).isEmpty()) {
                throw new ConfigException(name, value, "it is neither native nor confluent");
            }
        }

        @Override
        public String toString() {
            return "native or confluent";
        }
    }
}

package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one rule: {@code topics}, {@code fields}, {@code mode}, {@code join.domain}, {@code join.type}, {@code join.normaliser},
 * behind {@code rules.NAME.} or, in the short form, behind nothing.
 *
 * @param prefix empty, or {@code rules.NAME.}
 */
record RuleKeys(String prefix) {
    static final String TOPICS = "topics";
    static final String FIELDS = "fields";
    static final String MODE = "mode";
    static final String JOIN_DOMAIN = "join.domain";
    static final String JOIN_TYPE = "join.type";
    static final String JOIN_NORMALISER = "join.normaliser";
    /** Of named rules only: the short form has the plugin's own. */
    static final String NAMESPACE = "namespace";
    /** Of named rules only: the short form has the plugin's own. */
    static final String KEK = "kek";

    static final String RANDOM = "random";
    static final String JOIN = "join";

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
        return Stream.of(TOPICS, FIELDS, MODE, JOIN_DOMAIN, JOIN_TYPE, JOIN_NORMALISER)
                .map(this::key)
                .toList();
    }

    ConfigDef addTo(ConfigDef definition) {
        return isShortForm() ? addShortForm(definition) : addKeyNames(addShortForm(definition));
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
                        "The rule's labels of key-encryption keys, in place of the plugin's; each takes ${group} from the "
                                + "groups of topics.");
    }

    private ConfigDef addShortForm(ConfigDef definition) {
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
                        key(MODE),
                        ConfigDef.Type.STRING,
                        RANDOM,
                        ConfigDef.CaseInsensitiveValidString.in(RANDOM, JOIN),
                        Importance.MEDIUM,
                        "random: equal values have different ciphertexts, each bound to its field. join: equal values of one "
                                + "join.domain have equal ciphertexts, so that they can be joined and used as keys; frequencies leak.")
                .define(
                        key(JOIN_DOMAIN),
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "With mode=join: name of the domain, the same for all fields that shall join.")
                .define(
                        key(JOIN_TYPE),
                        ConfigDef.Type.STRING,
                        ValueType.STRING.name().toLowerCase(Locale.ROOT),
                        ConfigDef.CaseInsensitiveValidString.in(
                                "int64", "string", "bytes", "decimal", "date", "timestamp", "uuid"),
                        Importance.LOW,
                        "With mode=join: type that every value is converted to without loss before it is encrypted, so that an "
                                + "INT32 joins with an INT64. The same for all fields of a domain.")
                .define(
                        key(JOIN_NORMALISER),
                        ConfigDef.Type.STRING,
                        Normaliser.NONE.name().toLowerCase(Locale.ROOT),
                        ConfigDef.CaseInsensitiveValidString.in("none", "nfc"),
                        Importance.LOW,
                        "With mode=join and join.type=string: nfc brings text into Unicode form NFC first, so that composed and "
                                + "decomposed spellings join. The value comes back in NFC.");
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
}

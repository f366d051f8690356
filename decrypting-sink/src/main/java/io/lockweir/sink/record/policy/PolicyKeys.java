package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.ConfluentKeyParameters;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.encryption.path.FieldPath;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * The keys of one policy.
 *
 * @param prefix {@code policies.NAME.}, or {@code policy.} in the short form
 */
record PolicyKeys(String prefix) {
    static final String TABLES = "tables";
    static final String PROFILE = "profile";
    static final String MODE = "mode";
    static final String JOIN_DOMAIN = "join.domain";
    static final String JOIN_TYPE = "join.type";
    static final String JOIN_NORMALISER = "join.normaliser";
    /** Of named policies only: the short form has the connector's own. */
    static final String NAMESPACE = "namespace";

    static final String RANDOM = "random";
    static final String JOIN = "join";

    static PolicyKeys shortForm() {
        return new PolicyKeys("policy.");
    }

    static PolicyKeys named(String name) {
        return new PolicyKeys("policies." + name + ".");
    }

    String key(String suffix) {
        return prefix + suffix;
    }

    /** The key that lists the fields of an action. */
    String key(OnRead action) {
        return prefix + action.name().toLowerCase(Locale.ROOT);
    }

    List<String> all() {
        return Stream.concat(
                        Stream.concat(
                                        Stream.of(TABLES, PROFILE, MODE, JOIN_DOMAIN, JOIN_TYPE, JOIN_NORMALISER),
                                        ConfluentKeyParameters.NAMES.stream())
                                .map(this::key),
                        Arrays.stream(OnRead.values()).map(this::key))
                .toList();
    }

    /** Keys without effect on fields of profile confluent. */
    List<String> ofNative() {
        return Stream.of(NAMESPACE, MODE, JOIN_DOMAIN, JOIN_TYPE, JOIN_NORMALISER)
                .map(this::key)
                .toList();
    }

    /** Keys without effect on fields of profile native. */
    List<String> ofConfluent() {
        return ConfluentKeyParameters.NAMES.stream().map(this::key).toList();
    }

    boolean isShortForm() {
        return prefix.equals("policy.");
    }

    ConfigDef addTo(ConfigDef definition) {
        if (!isShortForm()) {
            definition.define(
                    key(NAMESPACE),
                    ConfigDef.Type.STRING,
                    null,
                    Importance.MEDIUM,
                    "The namespace of the policy's random ciphertexts, in place of the connector's; takes ${group} from the"
                            + " groups of tables.");
        }
        definition.define(
                key(TABLES),
                ConfigDef.Type.STRING,
                ".*",
                ConfigDef.LambdaValidator.with(PolicyKeys::requirePattern, () -> "a regular expression"),
                Importance.HIGH,
                "Regular expression that a whole table name, such as bank.customers, must match for the policy to apply.");
        for (OnRead action : OnRead.values()) {
            definition.define(
                    key(action),
                    ConfigDef.Type.LIST,
                    List.of(),
                    ConfigDef.LambdaValidator.with(PolicyKeys::requirePaths, () -> "field paths"),
                    Importance.HIGH,
                    meaning(action));
        }
        return ConfluentKeyParameters.addTo(definition, prefix)
                .define(
                        key(PROFILE),
                        ConfigDef.Type.STRING,
                        "native",
                        ConfigDef.CaseInsensitiveValidString.in("native", "confluent"),
                        Importance.MEDIUM,
                        "Whose formats the policy's fields are of. native: our own envelope. confluent: those of Confluent's"
                                + " client-side field encryption, with data keys of the registry at registry.url; mode has no"
                                + " effect then.")
                .define(
                        key(MODE),
                        ConfigDef.Type.STRING,
                        RANDOM,
                        ConfigDef.CaseInsensitiveValidString.in(RANDOM, JOIN),
                        Importance.MEDIUM,
                        "How the policy's fields were encrypted, as in the writer's rule: random or join.")
                .define(
                        key(JOIN_DOMAIN),
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "With mode=join: the domain, as in the writer's rule.")
                .define(
                        key(JOIN_TYPE),
                        ConfigDef.Type.STRING,
                        "string",
                        ConfigDef.CaseInsensitiveValidString.in(
                                "int64", "string", "bytes", "decimal", "date", "timestamp", "uuid"),
                        Importance.LOW,
                        "With mode=join: the domain's type, as in the writer's rule.")
                .define(
                        key(JOIN_NORMALISER),
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.CaseInsensitiveValidString.in("none", "nfc"),
                        Importance.LOW,
                        "With mode=join: the domain's normaliser, as in the writer's rule.");
    }

    private static String meaning(OnRead action) {
        return switch (action) {
            case DECRYPT ->
                "Fields that must arrive as ciphertext and are written decrypted: email,address.street,items[*].card.";
            case KEEP ->
                "Fields that must arrive as ciphertext and are written as ciphertext, into text or binary columns.";
            case DROP -> "Fields that are not written, whether clear or encrypted; they need no column.";
        };
    }

    private static void requirePattern(String key, Object value) {
        try {
            Pattern.compile(String.valueOf(value));
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key + " is not a regular expression: " + e.getDescription());
        }
    }

    private static void requirePaths(String key, Object value) {
        for (Object path : (List<?>) value) {
            try {
                FieldPath.parse(String.valueOf(path));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(key + ": " + e.getMessage());
            }
        }
    }
}

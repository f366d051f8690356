package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The configuration section of rules: {@code rules} names them and each has keys behind {@code rules.NAME.}; a single rule may leave
 * the names away. Writer and reader take the same keys.
 */
public final class RuleConfig {
    /** The list of rule names. */
    public static final String RULES = "rules";

    private RuleConfig() {}

    /** Adds the section's static keys: {@code rules} and the short form. */
    public static ConfigDef addTo(ConfigDef definition) {
        definition.define(
                RULES,
                ConfigDef.Type.LIST,
                List.of(),
                Importance.HIGH,
                "Names of the rules; each is configured behind rules.NAME. with the keys of the short form: topics, fields, mode, "
                        + "join.domain, join.type, join.normaliser; and with namespace and kek, which then replace the plugin's "
                        + "own for the rule. Both take ${group} from the groups of topics, as in kek=pii-${domain}.");
        return RuleKeys.shortForm().addTo(definition);
    }

    /** A definition with the keys of the rules that these properties name. */
    public static ConfigDef expanded(ConfigDef definition, Map<String, ?> properties) {
        ConfigDef expanded = new ConfigDef(definition);
        Set<String> names = new HashSet<>(names(properties));
        names.forEach(name -> RuleKeys.named(name).addTo(expanded));
        return expanded;
    }

    /**
     * The rules, in the order of their names.
     *
     * @param config made with the {@link #expanded} definition
     * @param namespace of rules that name none; a template
     * @param keks labels for rules that name none; templates
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static List<FieldRule> read(AbstractConfig config, String namespace, List<String> keks) {
        List<String> names = config.getList(RULES);
        if (names.isEmpty()) {
            return List.of(rule("default", RuleKeys.shortForm(), config, namespace, keks));
        }
        for (String key : RuleKeys.shortForm().all()) {
            if (config.originals().containsKey(key)) {
                throw new ConfigException(
                        "Key '" + key + "' is the short form for a single rule, but `rules` names rules. "
                                + "Set rules." + names.get(0) + "." + key + " instead.");
            }
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new ConfigException("Key 'rules' names a rule twice. Give every rule a name of its own.");
        }
        return names.stream()
                .map(name -> rule(name, RuleKeys.named(name), config, namespace, keks))
                .toList();
    }

    private static List<String> names(Map<String, ?> properties) {
        Object value = properties.get(RULES);
        if (value == null) {
            return List.of();
        }
        List<?> names = (List<?>) ConfigDef.parseType(RULES, value, ConfigDef.Type.LIST);
        return names == null ? List.of() : names.stream().map(String::valueOf).toList();
    }

    private static FieldRule rule(
            String name, RuleKeys keys, AbstractConfig config, String namespace, List<String> keks) {
        String fieldsKey = keys.key(RuleKeys.FIELDS);
        List<FieldPath> fields =
                config.getList(fieldsKey).stream().map(FieldPath::parse).toList();
        if (fields.isEmpty()) {
            throw new ConfigException(
                    "Key '" + fieldsKey + "' is empty. Name at least one field to encrypt, such as email.");
        }
        Pattern topics = Pattern.compile(config.getString(keys.key(RuleKeys.TOPICS)));
        return new FieldRule(
                name, topics, fields, mode(keys, config), keyNames(name, keys, config, topics, namespace, keks));
    }

    private static KeyNames keyNames(
            String name, RuleKeys keys, AbstractConfig config, Pattern topics, String namespace, List<String> keks) {
        String ownNamespace = keys.isShortForm() ? null : config.getString(keys.key(RuleKeys.NAMESPACE));
        List<String> ownKeks = keys.isShortForm() ? List.of() : config.getList(keys.key(RuleKeys.KEK));
        try {
            return KeyNames.of(
                    ownNamespace == null ? namespace : ownNamespace, ownKeks.isEmpty() ? keks : ownKeks, topics);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Keys of rule '" + name + "': " + e.getMessage() + ".");
        }
    }

    private static FieldMode mode(RuleKeys keys, AbstractConfig config) {
        String domain = config.getString(keys.key(RuleKeys.JOIN_DOMAIN));
        String modeKey = keys.key(RuleKeys.MODE);
        String domainKey = keys.key(RuleKeys.JOIN_DOMAIN);
        if (RuleKeys.RANDOM.equalsIgnoreCase(config.getString(modeKey))) {
            if (domain != null) {
                throw new ConfigException("Key '" + domainKey + "' has no effect with " + modeKey + "=random. Set "
                        + modeKey + "=join or remove it.");
            }
            return new FieldMode.Random();
        }
        if (domain == null || domain.isBlank()) {
            throw new ConfigException("Key '" + domainKey + "' is missing. With " + modeKey
                    + "=join name the domain, the same for all fields that shall join.");
        }
        try {
            return new FieldMode.Join(new JoinDomain(
                    domain,
                    ValueType.valueOf(upper(config.getString(keys.key(RuleKeys.JOIN_TYPE)))),
                    Normaliser.valueOf(upper(config.getString(keys.key(RuleKeys.JOIN_NORMALISER))))));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Key '" + domainKey + "': " + e.getMessage());
        }
    }

    private static String upper(@Nullable String text) {
        return String.valueOf(text).toUpperCase(Locale.ROOT);
    }
}

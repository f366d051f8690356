package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

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
                "Names of the rules; each is configured behind rules.NAME. with the keys of the short form, such as topics, "
                        + "fields and mode, and with namespace, in place of the plugin's, and kek, a choice among "
                        + "the plugin's. Both take ${group} from the groups of topics, as in kek=pii-${domain}.");
        return RuleKeys.shortForm().addTo(definition);
    }

    /** A definition with the keys of the rules that these properties name. */
    public static ConfigDef expanded(ConfigDef definition, Map<String, ?> properties) {
        ConfigDef expanded = new ConfigDef(definition);
        Set<String> names = new HashSet<>(names(properties));
        names.forEach(name -> RuleKeys.named(name).addTo(expanded));
        return expanded;
    }

    /** Those of the given keys that name rules or belong to one. */
    public static Set<String> keysOf(Map<String, ?> given) {
        Set<String> keys = new TreeSet<>(given.keySet());
        List<String> shortForm = RuleKeys.shortForm().all();
        keys.removeIf(key -> !key.equals(RULES) && !key.startsWith(RULES + ".") && !shortForm.contains(key));
        return keys;
    }

    /**
     * The rules, in the order of their names.
     *
     * @param config made with the {@link #expanded} definition
     * @param namespace of rules that name none; a template
     * @param profile of rules that name none
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static List<FieldRule> read(AbstractConfig config, String namespace, Profile profile) {
        List<String> names = config.getList(RULES);
        if (names.isEmpty()) {
            return List.of(rule("default", RuleKeys.shortForm(), config, namespace, profile));
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
                .map(name -> rule(name, RuleKeys.named(name), config, namespace, profile))
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

    private static FieldRule rule(String name, RuleKeys keys, AbstractConfig config, String namespace, Profile common) {
        Pattern topics = Pattern.compile(config.getString(keys.key(RuleKeys.TOPICS)));
        FieldSelection selection = selection(keys, config);
        Profile profile = profile(keys, config, common);
        FieldMode mode = ModeKeys.read(config, keys.prefix(), profile);
        refuseKeysOfNative(keys, config, profile);
        KeyNames names = profile == Profile.CONFLUENT ? KeyNames.NONE : keyNames(name, keys, config, topics, namespace);
        try {
            return new FieldRule(name, topics, selection, mode, names, OnRead.DECRYPT);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Rule '" + name + "': " + e.getMessage() + ".");
        }
    }

    private static Profile profile(RuleKeys keys, AbstractConfig config, Profile common) {
        String own = keys.isShortForm() ? null : config.getString(keys.key(RuleKeys.PROFILE));
        return own == null ? common : Profile.named(own).orElseThrow();
    }

    private static void refuseKeysOfNative(RuleKeys keys, AbstractConfig config, Profile profile) {
        for (String key : List.of(keys.key(RuleKeys.NAMESPACE), keys.key(RuleKeys.KEK))) {
            if (profile == Profile.CONFLUENT
                    && !keys.isShortForm()
                    && config.originals().containsKey(key)) {
                throw new ConfigException(
                        "Key '" + key + "' has no effect with profile=confluent: its keys are those of"
                                + " encrypt.kek.name. Remove it.");
            }
        }
    }

    private static FieldSelection selection(RuleKeys keys, AbstractConfig config) {
        String fieldsKey = keys.key(RuleKeys.FIELDS);
        String clearKey = keys.key(RuleKeys.CLEAR_FIELDS);
        String tagsKey = keys.key(RuleKeys.TAGS);
        List<FieldPath> fields = paths(config, fieldsKey);
        Set<String> tags = new LinkedHashSet<>(config.getList(tagsKey));
        List<String> given = new ArrayList<>(List.of(fieldsKey, clearKey, tagsKey));
        given.removeIf(key -> key.equals(clearKey)
                ? !config.originals().containsKey(key)
                : config.getList(key).isEmpty());
        if (given.size() > 1) {
            throw new ConfigException("Keys '" + given.get(0) + "' and '" + given.get(1)
                    + "' exclude each other. Set one of them, or make two rules of it.");
        }
        if (given.isEmpty()) {
            throw new ConfigException(
                    "Key '" + fieldsKey + "' is empty. Name at least one field to encrypt, such as email.");
        }
        String subject =
                SubjectName.read(keys.key(RuleKeys.TAGS_SUBJECT), config.getString(keys.key(RuleKeys.TAGS_SUBJECT)));
        if (!tags.isEmpty()) {
            return new FieldSelection.Tagged(tags, subject);
        }
        if (subject != null) {
            throw new ConfigException("Key '" + keys.key(RuleKeys.TAGS_SUBJECT) + "' has no effect without '" + tagsKey
                    + "'. Set both, or remove it.");
        }
        return fields.isEmpty() ? new FieldSelection.AllBut(paths(config, clearKey)) : new FieldSelection.Named(fields);
    }

    private static List<FieldPath> paths(AbstractConfig config, String key) {
        return config.getList(key).stream().map(FieldPath::parse).toList();
    }

    private static KeyNames keyNames(
            String name, RuleKeys keys, AbstractConfig config, Pattern topics, String namespace) {
        String ownNamespace = keys.isShortForm() ? null : config.getString(keys.key(RuleKeys.NAMESPACE));
        List<String> ownKeks = keys.isShortForm() ? List.of() : config.getList(keys.key(RuleKeys.KEK));
        try {
            return KeyNames.of(ownNamespace == null ? namespace : ownNamespace, ownKeks, topics);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Keys of rule '" + name + "': " + e.getMessage() + ".");
        }
    }
}

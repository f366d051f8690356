package io.lockweir.sink.record.policy;

import io.lockweir.connect.KeySourceConfig;
import io.lockweir.connect.policy.KeyDefaults;
import io.lockweir.connect.policy.PolicyFile;
import io.lockweir.connect.policy.RulesConfig;
import io.lockweir.connect.record.RulesByTags;
import io.lockweir.connect.rule.ConfluentKeyParameters;
import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.Profile;
import io.lockweir.connect.rule.TopicTemplate;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The section of policies: {@code policies} names them, each has keys behind {@code policies.NAME.}; a single one may use {@code policy.}. */
public final class PolicyConfig {
    static final String POLICIES = "policies";

    private PolicyConfig() {}

    /** Adds the list of names and the short form. */
    public static ConfigDef addTo(ConfigDef definition) {
        RulesConfig.addFileTo(definition)
                .define(
                        POLICIES,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Names of the decryption policies; each is configured behind policies.NAME. with the keys of the short form"
                                + " policy.: tables, decrypt, keep, drop, profile, mode, join.domain, join.type, join.normaliser, those of profile"
                                + " confluent; and namespace. A field that"
                                + " no policy names must arrive clear.");
        return PolicyKeys.shortForm().addTo(definition);
    }

    /** Adds the keys of the policies that these properties name. */
    public static ConfigDef addNamedTo(ConfigDef definition, Map<String, ?> properties) {
        Object names = ConfigDef.parseType(POLICIES, properties.get(POLICIES), ConfigDef.Type.LIST);
        if (names instanceof List<?> list) {
            Set<Object> distinct = new HashSet<>(list);
            distinct.forEach(name -> PolicyKeys.named(String.valueOf(name)).addTo(definition));
        }
        return definition;
    }

    /**
     * The policies, in the order of their names.
     *
     * @param namespace the scope of randomised ciphertexts
     * @throws ConfigException naming the key, what is wrong and what to set
     */
    public static Policies read(AbstractConfig config, String namespace) {
        List<String> names = config.getList(POLICIES);
        String file = config.getString(RulesConfig.POLICY_FILE);
        PolicyKeys shortForm = PolicyKeys.shortForm();
        boolean shortFormUsed = shortForm.all().stream().anyMatch(config.originals()::containsKey);
        if (file != null) {
            if (shortFormUsed || !names.isEmpty()) {
                throw RulesConfig.both(names.isEmpty() ? shortForm.key("*") : POLICIES);
            }
            boolean given = config.originals().containsKey(KeySourceConfig.NAMESPACE);
            KeyDefaults defaults = new KeyDefaults(namespace, given);
            List<FieldRule> rules = RulesConfig.rules(file, Part.FIELD_OF_VALUE, defaults);
            List<FieldRule> keyRules = PolicyFile.read(file, defaults).rules(Part.FIELD_OF_KEY);
            // A table's columns must not depend on what a registry says today.
            RulesByTags.refuse(rules, "the sink");
            RulesByTags.refuse(keyRules, "the sink");
            return new PoliciesByTopic(rules, keyRules);
        }
        if (names.isEmpty()) {
            return new PoliciesByTable(
                    shortFormUsed ? List.of(rule("default", shortForm, config, namespace)) : List.of());
        }
        if (shortFormUsed) {
            throw new ConfigException(
                    "Both " + POLICIES + " and " + shortForm.key("*") + " are set; use one of the forms");
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new ConfigException(POLICIES + " names a policy twice");
        }
        return new PoliciesByTable(names.stream()
                .map(name -> rule(name, PolicyKeys.named(name), config, namespace))
                .toList());
    }

    private static PolicyRule rule(String name, PolicyKeys keys, AbstractConfig config, String namespace) {
        Map<FieldPath, OnRead> actions = new HashMap<>();
        for (OnRead action : OnRead.values()) {
            for (String path : config.getList(keys.key(action))) {
                if (actions.put(FieldPath.parse(path), action) != null) {
                    throw new ConfigException(
                            keys.key("*") + " names the field " + path + " twice; a field has one action");
                }
            }
        }
        if (actions.isEmpty()) {
            throw new ConfigException(keys.key("*") + " names no field; set " + keys.key(OnRead.DECRYPT) + ", "
                    + keys.key(OnRead.KEEP) + " or " + keys.key(OnRead.DROP));
        }
        Pattern tables = Pattern.compile(config.getString(keys.key(PolicyKeys.TABLES)));
        return new PolicyRule(name, tables, actions, mode(keys, config), namespace(keys, config, tables, namespace));
    }

    private static TopicTemplate namespace(PolicyKeys keys, AbstractConfig config, Pattern tables, String common) {
        String own = keys.isShortForm() ? null : config.getString(keys.key(PolicyKeys.NAMESPACE));
        try {
            return TopicTemplate.of(own == null ? common : own, tables);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(keys.key(PolicyKeys.NAMESPACE) + ": " + e.getMessage() + ".");
        }
    }

    private static FieldMode mode(PolicyKeys keys, AbstractConfig config) {
        boolean confluent =
                Profile.named(config.getString(keys.key(PolicyKeys.PROFILE))).orElseThrow() == Profile.CONFLUENT;
        refuseOthers(
                config,
                confluent ? keys.ofNative() : keys.ofConfluent(),
                keys.key(PolicyKeys.PROFILE) + "=" + (confluent ? "confluent" : "native"));
        if (confluent) {
            return ConfluentKeyParameters.read(config, keys.prefix());
        }
        String domain = config.getString(keys.key(PolicyKeys.JOIN_DOMAIN)).trim();
        boolean join = PolicyKeys.JOIN.equals(lower(config, keys.key(PolicyKeys.MODE)));
        if (join == domain.isEmpty()) {
            throw new ConfigException(keys.key(PolicyKeys.MODE) + "=join and " + keys.key(PolicyKeys.JOIN_DOMAIN)
                    + " belong together; set both or none");
        }
        if (!join) {
            return new FieldMode.Random();
        }
        try {
            return new FieldMode.Join(new JoinDomain(
                    domain,
                    ValueType.valueOf(upper(config, keys.key(PolicyKeys.JOIN_TYPE))),
                    Normaliser.valueOf(upper(config, keys.key(PolicyKeys.JOIN_NORMALISER)))));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(keys.key(PolicyKeys.JOIN_DOMAIN) + ": " + e.getMessage());
        }
    }

    private static void refuseOthers(AbstractConfig config, List<String> others, String choice) {
        for (String key : others) {
            if (config.originals().containsKey(key)) {
                throw new ConfigException("Key '" + key + "' has no effect with " + choice + ". Remove it, or set the"
                        + " other profile.");
            }
        }
    }

    private static String lower(AbstractConfig config, String key) {
        return Objects.requireNonNull(config.getString(key)).toLowerCase(Locale.ROOT);
    }

    private static String upper(AbstractConfig config, String key) {
        return Objects.requireNonNull(config.getString(key)).toUpperCase(Locale.ROOT);
    }
}

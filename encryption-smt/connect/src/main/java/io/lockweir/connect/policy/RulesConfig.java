package io.lockweir.connect.policy;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.Profile;
import io.lockweir.connect.rule.RuleConfig;
import io.lockweir.encryption.path.Part;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** Where a plugin has its rules from: its own flat keys, or a policy file. Either leads to the same rules; never both. */
public final class RulesConfig {
    /** The path of a policy file. */
    public static final String POLICY_FILE = "policy.file";

    private RulesConfig() {}

    /** Adds the key of the policy file and the flat rule keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return RuleConfig.addTo(addFileTo(definition));
    }

    /** Adds the key of the policy file alone. */
    public static ConfigDef addFileTo(ConfigDef definition) {
        return definition.define(
                POLICY_FILE,
                ConfigDef.Type.STRING,
                null,
                Importance.HIGH,
                "Path of a policy file (YAML, docs/policy-file.md) on every worker, read at start: one policy for writers and "
                        + "readers, in place of the keys that name rules and fields here.");
    }

    /**
     * The rules for one part of the record.
     *
     * @param config made with the {@linkplain RuleConfig#expanded expanded} definition
     * @param names of keys for rules that name none
     * @throws ConfigException naming the key or the line, what is wrong and what to set
     */
    public static List<FieldRule> read(AbstractConfig config, Part part, KeyDefaults names) {
        String file = config.getString(POLICY_FILE);
        if (file == null) {
            return RuleConfig.read(config, names.namespace(), names.profile());
        }
        if (names.profile() == Profile.CONFLUENT) {
            throw both("profile");
        }
        for (String key : RuleConfig.keysOf(config.originals())) {
            throw both(key);
        }
        return rules(file, part, names);
    }

    /** The rules of a policy file for one part of the record; at least one. */
    public static List<FieldRule> rules(String file, Part part, KeyDefaults names) {
        List<FieldRule> rules = PolicyFile.read(file, names).rules(part);
        if (rules.isEmpty()) {
            throw new ConfigException("Policy file " + file + " has no rule for this plugin's part of the record ("
                    + part.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + "). Add one with the right `part`, or remove the plugin.");
        }
        return rules;
    }

    /** Both ways are used at once. */
    public static ConfigException both(String key) {
        return new ConfigException(
                "Both '" + POLICY_FILE + "' and '" + key + "' are set. Keep the policy file, or the keys: never both.");
    }
}

package io.lockweir.cli.config;

import io.lockweir.connect.policy.RulesConfig;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;

/** Which keys of a transform say which fields are treated and how, as against where keys come from. */
final class RuleNames {
    private static final Set<String> NAMES =
            Set.copyOf(RulesConfig.addTo(new ConfigDef()).names());

    private RuleNames() {}

    static boolean isRule(String key) {
        return NAMES.contains(key) || key.startsWith("rules.");
    }
}

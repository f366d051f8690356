package io.lockweir.sink.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Reads the keys of policies: {@code policies=a,b} with {@code policies.a.decrypt=…}, or the short form {@code policy.decrypt=…}. */
final class PolicyKeys {
    static final String POLICIES = "policies";
    static final String SHORT = "policy";
    static final String TABLES = "tables";
    private static final Map<String, FieldAction> ACTIONS =
            Map.of("decrypt", FieldAction.DECRYPT, "keep", FieldAction.KEEP, "drop", FieldAction.DROP);

    private PolicyKeys() {}

    /** The keys, beyond the static ones, that the named policies may have. */
    static Set<String> keysOf(List<String> names) {
        Set<String> keys = new LinkedHashSet<>();
        for (String name : names) {
            keys.add(prefix(name) + TABLES);
            ACTIONS.keySet().forEach(action -> keys.add(prefix(name) + action));
        }
        return keys;
    }

    static List<PolicyRule> read(List<String> names, Map<String, ?> properties) {
        boolean shortForm = properties.keySet().stream().anyMatch(key -> key.startsWith(SHORT + "."));
        if (names.isEmpty()) {
            return shortForm ? List.of(rule("", SHORT + ".", properties)) : List.of();
        }
        if (shortForm) {
            throw new ConfigException("Both " + POLICIES + " and " + SHORT + ".* are set; use one of the two forms");
        }
        List<PolicyRule> rules = new ArrayList<>();
        for (String name : names) {
            rules.add(rule(name, prefix(name), properties));
        }
        return List.copyOf(rules);
    }

    private static PolicyRule rule(String name, String prefix, Map<String, ?> properties) {
        Map<String, FieldAction> actions = new LinkedHashMap<>();
        ACTIONS.forEach((suffix, action) -> {
            for (String path : list(prefix + suffix, properties.get(prefix + suffix))) {
                FieldAction other = actions.put(path, action);
                if (other != null) {
                    throw new ConfigException(
                            "The policy at " + prefix + "* names the field " + path + " twice; a field has one action");
                }
            }
        });
        if (actions.isEmpty()) {
            throw new ConfigException("The policy at " + prefix + "* names no field; set " + prefix + "decrypt, "
                    + prefix + "keep or " + prefix + "drop");
        }
        return new PolicyRule(name, pattern(prefix + TABLES, properties.get(prefix + TABLES)), actions);
    }

    private static Pattern pattern(String key, @Nullable Object value) {
        try {
            return Pattern.compile(value == null ? ".*" : value.toString().trim());
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key + " is not a regular expression: " + e.getDescription());
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(String key, @Nullable Object value) {
        return value == null ? List.of() : (List<String>) ConfigDef.parseType(key, value, ConfigDef.Type.LIST);
    }

    private static String prefix(String name) {
        return POLICIES + "." + name + ".";
    }
}

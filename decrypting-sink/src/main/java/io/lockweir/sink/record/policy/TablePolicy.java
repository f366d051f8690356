package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.path.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;

/**
 * What all matching policies together say about one table.
 *
 * @param rules the fields in the form the decryptor wants, for any topic: the topic already decided the table
 */
public record TablePolicy(List<FieldRule> rules, Map<FieldPath, FieldAction> actions) {
    private static final Pattern ANY_TOPIC = Pattern.compile(".*", Pattern.DOTALL);

    public TablePolicy {
        rules = List.copyOf(rules);
        actions = Map.copyOf(actions);
    }

    /**
     * Gathers the policies that match the table.
     *
     * @throws ConfigException if two policies name one field of the table
     */
    public static TablePolicy of(TableIdentifier table, List<PolicyRule> policies) {
        List<FieldRule> rules = new ArrayList<>();
        Map<FieldPath, FieldAction> actions = new HashMap<>();
        for (PolicyRule policy : policies) {
            if (policy.matches(table)) {
                policy.actions().forEach((path, action) -> {
                    if (actions.put(path, action) != null) {
                        throw new ConfigException("Two policies, one of them " + policy.name() + ", name the field "
                                + path + " of table " + table + "; a field has one action");
                    }
                });
                rules.add(new FieldRule(
                        policy.name(),
                        ANY_TOPIC,
                        List.copyOf(policy.actions().keySet()),
                        policy.mode(),
                        policy.keys()));
            }
        }
        return new TablePolicy(rules, actions);
    }

    /** Whether no field of the table is named. */
    public boolean isEmpty() {
        return actions.isEmpty();
    }

    /** The fields with one action. */
    public List<FieldPath> fields(FieldAction action) {
        return actions.entrySet().stream()
                .filter(entry -> entry.getValue() == action)
                .map(Map.Entry::getKey)
                .toList();
    }
}

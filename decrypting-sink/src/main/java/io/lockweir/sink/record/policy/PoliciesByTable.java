package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.Profile;
import io.lockweir.encryption.path.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;

/** The policies of the sink's own keys, which name tables. */
public record PoliciesByTable(List<PolicyRule> policies) implements Policies {

    public PoliciesByTable {
        policies = List.copyOf(policies);
    }

    @Override
    public TablePolicy of(TableIdentifier table, Set<String> topics) {
        List<FieldRule> rules = new ArrayList<>();
        Set<FieldPath> named = new HashSet<>();
        for (PolicyRule policy : policies) {
            if (policy.matches(table)) {
                for (FieldPath path : policy.actions().keySet()) {
                    if (!named.add(path)) {
                        throw new ConfigException("Two policies, one of them " + policy.name() + ", name the field "
                                + path + " of table " + table + "; a field has one action");
                    }
                }
                rules.addAll(policy.rules(table));
            }
        }
        // Their rules hold in any topic: the topic already decided the table.
        List<PathTree> trees = List.of(PathTree.of(table.toString(), rules));
        return new TablePolicy(rules, rules, trees, rules, trees);
    }

    @Override
    public Set<Profile> profiles(boolean recordKeys) {
        return policies.stream()
                .filter(policy -> policy.actions().containsValue(OnRead.DECRYPT))
                .map(policy -> policy.mode().profile())
                .collect(Collectors.toUnmodifiableSet());
    }
}

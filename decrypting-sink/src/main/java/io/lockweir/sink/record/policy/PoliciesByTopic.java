package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.PathTree;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The writer's rules themselves.
 *
 * @param rules about rows
 * @param keyRules about record keys
 */
public record PoliciesByTopic(List<FieldRule> rules, List<FieldRule> keyRules) implements Policies {

    public PoliciesByTopic {
        rules = List.copyOf(rules);
        keyRules = List.copyOf(keyRules);
    }

    @Override
    public TablePolicy of(TableIdentifier table, Set<String> topics) {
        return new TablePolicy(
                rules,
                rules.stream()
                        .filter(rule -> topics.stream().anyMatch(rule::matches))
                        .toList(),
                topics.stream().map(topic -> PathTree.of(topic, rules)).toList(),
                keyRules,
                topics.stream().map(topic -> PathTree.of(topic, keyRules)).toList());
    }

    @Override
    public boolean decrypt() {
        return decrypt(rules);
    }

    @Override
    public boolean decryptKeys() {
        return decrypt(keyRules);
    }

    private static boolean decrypt(List<FieldRule> rules) {
        return rules.stream().anyMatch(rule -> rule.mode().encrypts() && rule.onRead() == OnRead.DECRYPT);
    }
}

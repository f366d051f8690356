package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.Profile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    public Set<Profile> profiles(boolean recordKeys) {
        return Stream.concat(rules.stream(), recordKeys ? keyRules.stream() : Stream.empty())
                .filter(rule -> rule.mode().encrypts() && rule.onRead() == OnRead.DECRYPT)
                .map(rule -> rule.mode().profile())
                .collect(Collectors.toUnmodifiableSet());
    }
}

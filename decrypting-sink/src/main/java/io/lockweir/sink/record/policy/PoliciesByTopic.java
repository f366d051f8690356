package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.PathTree;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;

/** The writer's rules themselves. */
public record PoliciesByTopic(List<FieldRule> rules) implements Policies {

    public PoliciesByTopic {
        rules = List.copyOf(rules);
    }

    @Override
    public TablePolicy of(TableIdentifier table, Set<String> topics) {
        return new TablePolicy(
                rules,
                rules.stream()
                        .filter(rule -> topics.stream().anyMatch(rule::matches))
                        .toList(),
                topics.stream().map(topic -> PathTree.of(topic, rules)).toList());
    }

    @Override
    public boolean decrypt() {
        return rules.stream().anyMatch(rule -> rule.mode().encrypts() && rule.onRead() == OnRead.DECRYPT);
    }
}

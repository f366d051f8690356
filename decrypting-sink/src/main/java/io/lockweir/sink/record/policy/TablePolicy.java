package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.path.FieldPath;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said about the fields of one table.
 *
 * @param rules all rules the table's records may meet, for the decryptor
 * @param concerned those that speak about a topic that is written to the table now
 * @param trees the same by topic, as trees
 */
public record TablePolicy(List<FieldRule> rules, List<FieldRule> concerned, List<PathTree> trees) {

    public TablePolicy {
        rules = List.copyOf(rules);
        concerned = List.copyOf(concerned);
        trees = List.copyOf(trees);
    }

    /** Whether no field of the table is named. */
    public boolean isEmpty() {
        return concerned.isEmpty();
    }

    /** The encrypted fields with one action, in the topics of now. */
    public Set<FieldPath> fields(OnRead action) {
        return fields(concerned, action);
    }

    /** The fields that are decrypted in any topic, even one that is not written to the table now but may be soon. */
    public Set<FieldPath> everDecrypted() {
        return fields(rules, OnRead.DECRYPT);
    }

    /** Whether a field is decrypted without being named, because a rule is about all but some. */
    public boolean decryptsUnnamed(FieldPath path) {
        return trees.stream().anyMatch(tree -> {
            TopicRule rule = tree.rest() == null ? null : tree.over(path);
            return rule != null && rule.mode().encrypts() && rule.onRead() == OnRead.DECRYPT;
        });
    }

    private static Set<FieldPath> fields(List<FieldRule> rules, OnRead action) {
        return rules.stream()
                .filter(rule -> rule.onRead() == action && rule.mode().encrypts())
                .flatMap(rule -> rule.fields().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}

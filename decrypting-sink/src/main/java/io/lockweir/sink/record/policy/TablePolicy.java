package io.lockweir.sink.record.policy;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.OnRead;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.path.FieldPath;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * What is said about the fields of one table.
 *
 * @param rules all rules the table's records may meet, for the decryptor
 * @param concerned those that speak about a topic that is written to the table now
 * @param trees the same by topic, as trees
 * @param keyRules all rules that the records' keys may meet; they may name fields that a key does not have
 * @param keyTrees those that speak about a topic that is written to the table now, by topic, as trees
 */
public record TablePolicy(
        List<FieldRule> rules,
        List<FieldRule> concerned,
        List<PathTree> trees,
        List<FieldRule> keyRules,
        List<PathTree> keyTrees) {

    public TablePolicy {
        rules = List.copyOf(rules);
        concerned = List.copyOf(concerned);
        trees = List.copyOf(trees);
        keyRules = List.copyOf(keyRules);
        keyTrees = List.copyOf(keyTrees);
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

    /**
     * Requires that equal values of a field are equal in the topic too, in the row and in the record key, and are written: what
     * tells rows apart must find them again.
     *
     * @throws ConfigException naming the field
     */
    public void requireStable(FieldPath path) {
        Stream.concat(trees.stream(), keyTrees.stream())
                .map(tree -> tree.over(path))
                .filter(Objects::nonNull)
                .filter(rule -> rule.onRead() == OnRead.DROP || !stable(rule.mode()))
                .findFirst()
                .ifPresent(rule -> {
                    throw new ConfigException(
                            "The key column " + path + " is " + (stable(rule.mode()) ? "dropped" : text(rule.mode()))
                                    + " by the rule '" + rule.rule()
                                    + "': rows could not be found again by it. Encrypt it with mode=join, or"
                                    + " with profile=confluent under AES256_SIV without expiry, on both sides, leave it clear, or name other key columns");
                });
    }

    /** Those of some top-level fields that arrive encrypted, in rows or record keys. */
    public Set<String> encrypted(Set<String> fields) {
        return fields.stream()
                .filter(field -> Stream.concat(trees.stream(), keyTrees.stream())
                        .map(tree -> tree.over(FieldPath.of(field)))
                        .anyMatch(rule -> rule != null && rule.mode().encrypts()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean stable(FieldMode mode) {
        return mode instanceof FieldMode.Join
                || mode.leavesClear()
                || (mode instanceof FieldMode.Confluent confluent && confluent.isStable());
    }

    private static String text(FieldMode mode) {
        return mode.encrypts() ? "encrypted at random" : "masked or redacted";
    }

    private static Set<FieldPath> fields(List<FieldRule> rules, OnRead action) {
        return rules.stream()
                .filter(rule -> rule.onRead() == action && rule.mode().encrypts())
                .flatMap(rule -> rule.fields().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}

package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.FieldSelection;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import io.lockweir.registry.tag.TaggedFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigException;

/** Makes rules about fields of those that select by tags, for one topic and what is known of its fields. Pure decisions. */
public final class RulesByTags {
    private RulesByTags() {}

    /** Whether any rule selects by tags. */
    public static boolean any(Collection<FieldRule> rules) {
        return rules.stream().anyMatch(FieldRule::isByTags);
    }

    /** Refuses rules that select by tags, where nobody looks for them. */
    public static void refuse(Collection<FieldRule> rules, String who) {
        rules.stream().filter(FieldRule::isByTags).findFirst().ifPresent(rule -> {
            throw new ConfigException(
                    "Rule '" + rule.name() + "' selects fields by tags, and " + who + " does not. Name its fields.");
        });
    }

    /**
     * The rules of a topic. Fields that have tags and are named by rules are left to these. Fields that have not come yet, or not any more, may
     * be missing in a record.
     *
     * @param fields what the schema of a rule by tags has
     * @param single whether rules are about single values, as of profile confluent, or about whatever a field holds
     */
    public static List<FieldRule> named(
            String topic,
            List<FieldRule> rules,
            Function<FieldRule, TaggedFields> fields,
            Predicate<FieldRule> single) {
        List<FieldRule> matching =
                rules.stream().filter(rule -> rule.matches(topic)).toList();
        List<FieldRule> named = new ArrayList<>(
                matching.stream().filter(rule -> !rule.isByTags()).toList());
        PathTree tree = PathTree.of(topic, named);
        for (FieldRule rule : matching) {
            if (rule.selection() instanceof FieldSelection.Tagged tagged) {
                List<FieldPath> selected = fields.apply(rule).tagged().stream()
                        .filter(field -> field.tags().stream().anyMatch(tagged.tags()::contains))
                        .filter(field -> !covers(tree, field.path()))
                        .map(field -> single.test(rule) ? field.values() : field.path())
                        .toList();
                if (!selected.isEmpty()) {
                    named.add(rule.with(new FieldSelection.Named(selected, false)));
                }
            }
        }
        return named;
    }

    /** As the other method, of records whose fields may hold anything: of profile confluent single values are meant. */
    static List<FieldRule> named(String topic, List<FieldRule> rules, Function<FieldRule, TaggedFields> fields) {
        return named(topic, rules, fields, rule -> rule.mode() instanceof FieldMode.Confluent);
    }

    /**
     * For writers: every tag must be meant by some rule.
     *
     * @param named what {@link #named} made of the rules
     * @throws ConfigException naming a field with tags that none means
     */
    public static void requireAllMeant(String topic, List<FieldRule> named, TaggedFields fields) {
        PathTree tree = PathTree.of(topic, named);
        for (TaggedFields.TaggedField field : fields.tagged()) {
            if (!covers(tree, field.path()) && !covers(tree, field.values())) {
                throw new ConfigException("Field " + field.path() + " of topic " + topic + " has tags "
                        + new TreeSet<>(field.tags())
                        + " and no rule means them: it would go in clear. Add a rule for a tag, or name the field, with"
                        + " mode=clear if it is to stay clear.");
            }
        }
    }

    /** Whether a rule is about the whole of a field. */
    static boolean covers(PathTree tree, FieldPath path) {
        PathTree node = tree;
        for (Step step : path.steps()) {
            if (node.rule() != null) {
                return true;
            }
            PathTree child = node.children().get(step);
            if (child == null) {
                return node.rest() != null && !node.clear();
            }
            node = child;
        }
        return node.rule() != null;
    }

    /** The subjects of a topic's rules by tags. */
    static Set<String> subjects(String topic, List<FieldRule> rules, Function<FieldRule, String> subject) {
        Set<String> subjects = new LinkedHashSet<>();
        rules.stream()
                .filter(rule -> rule.isByTags() && rule.matches(topic))
                .forEach(rule -> subjects.add(subject.apply(rule)));
        return subjects;
    }
}

package io.lockweir.serde.form;

import io.lockweir.connect.rule.FieldMode;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules need of a record: the fields they treat and those they bind to, as a tree. Everything else is neither read nor copied.
 *
 * @param use what is read at this place
 * @param mode with {@link Use#TREATED}: what becomes of the value
 * @param fields with {@link Use#FIELDS}: what goes on below, by name
 * @param rest with {@link Use#FIELDS}: what becomes of each field that is not named; null leaves it alone
 * @param items with {@link Use#ELEMENTS} and {@link Use#MAP_VALUES}: what becomes of each
 */
public record Branch(
        Use use,
        @Nullable FieldMode mode,
        Map<String, Branch> fields,
        @Nullable Branch rest,
        @Nullable Branch items) {

    /** What is read at a place. */
    public enum Use {
        /** The value, which a rule replaces. */
        TREATED,
        /** The value as it is: a rule says that it has to be there. */
        KEPT,
        /** The value, which ciphertexts of other fields are bound to or whose subject it names. */
        BOUND,
        FIELDS,
        ELEMENTS,
        MAP_VALUES
    }

    /** What a topic's rules need. */
    public static Branch of(PathTree tree) {
        Map<String, Branch> bound = new LinkedHashMap<>();
        Branch branch = of(tree, bound);
        // Bound fields lead from the row, and may go into structs that rules name fields of.
        Map<String, Branch> fields = new LinkedHashMap<>(branch.fields);
        bound.forEach((name, added) -> fields.merge(name, added, Branch::merged));
        return new Branch(branch.use, branch.mode, fields, branch.rest, branch.items);
    }

    /** The row images of a change event. */
    public static Branch changeEvent(Branch row) {
        Map<String, Branch> images = new LinkedHashMap<>();
        images.put("before", row);
        images.put("after", row);
        return new Branch(Use.FIELDS, null, images, null, null);
    }

    private static Branch of(PathTree tree, Map<String, Branch> bound) {
        TopicRule rule = tree.rule();
        if (rule != null) {
            return leaf(rule, bound);
        }
        if (tree.clear()) {
            return new Branch(Use.KEPT, null, Map.of(), null, null);
        }
        Map<String, Branch> fields = new LinkedHashMap<>();
        for (Map.Entry<Step, PathTree> child : tree.children().entrySet()) {
            Branch below = of(child.getValue(), bound);
            if (child.getKey() instanceof Step.Field field) {
                fields.put(field.name(), below);
            } else if (child.getKey() instanceof Step.Element) {
                return new Branch(Use.ELEMENTS, null, Map.of(), null, below);
            } else {
                return new Branch(Use.MAP_VALUES, null, Map.of(), null, below);
            }
        }
        TopicRule rest = tree.rest();
        return new Branch(Use.FIELDS, null, fields, rest == null ? null : leaf(rest, bound), null);
    }

    private static Branch leaf(TopicRule rule, Map<String, Branch> bound) {
        rule.mode().boundTo().forEach(path -> add(path, bound));
        FieldPath subject = rule.mode().subject();
        if (subject != null) {
            add(subject, bound);
        }
        Use use = rule.mode().leavesClear() ? Use.KEPT : Use.TREATED;
        return new Branch(use, rule.mode(), Map.of(), null, null);
    }

    private static void add(FieldPath path, Map<String, Branch> bound) {
        List<Step> steps = path.steps();
        Branch below = new Branch(Use.BOUND, null, Map.of(), null, null);
        for (int i = steps.size() - 1; i > 0; i--) {
            below = new Branch(Use.FIELDS, null, Map.of(name(steps.get(i)), below), null, null);
        }
        bound.merge(name(steps.get(0)), below, Branch::merged);
    }

    private static String name(Step step) {
        if (step instanceof Step.Field field) {
            return field.name();
        }
        throw new IllegalStateException("Values are bound to single fields");
    }

    /** Both needs at one place; a treated value stays treated, and a binding reads what a rule keeps. */
    private Branch merged(Branch added) {
        if (use != Use.FIELDS || added.use != Use.FIELDS) {
            return use == Use.KEPT ? added : this;
        }
        Map<String, Branch> both = new LinkedHashMap<>(fields);
        added.fields.forEach((name, branch) -> both.merge(name, branch, Branch::merged));
        return new Branch(Use.FIELDS, null, both, rest == null ? added.rest : rest, null);
    }
}

package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The paths of all rules for one topic, as a tree that a walk follows step by step. */
public final class PathTree {
    private final Map<Step, PathTree> children = new LinkedHashMap<>();
    private final @Nullable TopicRule rest;
    private @Nullable TopicRule rule;
    private boolean clear;

    private PathTree(@Nullable TopicRule rest) {
        this.rest = rest;
    }

    /**
     * The tree for one topic.
     *
     * @throws ConfigException if two rules name the same field, or one names a field inside another's, or two are about all the rest,
     *     or a template finds nothing
     */
    public static PathTree of(String topic, List<FieldRule> rules) {
        PathTree root = new PathTree(rest(topic, rules));
        for (FieldRule rule : rules) {
            rule.in(topic).ifPresent(found -> {
                if (rule.isByTags()) {
                    throw new IllegalStateException("The fields of rule '" + rule.name() + "' are not known yet");
                }
                rule.fields().forEach(path -> root.add(topic, path, found));
                if (rule.selection() instanceof FieldSelection.AllBut rest) {
                    rest.clear().forEach(path -> root.addClear(topic, path, found));
                }
            });
        }
        return root;
    }

    /** The rule of the field at this place, or null when the walk goes on. */
    public @Nullable TopicRule rule() {
        return rule;
    }

    /** Whether the field at this place stays as it is although there is a rule for all the rest. */
    public boolean clear() {
        return clear;
    }

    /** The rule of every field that the tree does not name, or null when those stay as they are. */
    public @Nullable TopicRule rest() {
        return rest;
    }

    /** What follows, by step. Empty at a field with a rule, at a clear one, and for a topic without named fields. */
    public Map<Step, PathTree> children() {
        return children;
    }

    /** Whether no rule speaks about the topic. */
    public boolean isEmpty() {
        return children.isEmpty() && rule == null && rest == null;
    }

    /** A rule that names a field here or further down, one that requires the place to exist before others; null when none does. */
    public @Nullable TopicRule named() {
        if (rule != null) {
            return rule;
        }
        return children.values().stream()
                .map(PathTree::named)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(TopicRule::required))
                .orElse(null);
    }

    /** The rule that a field, or something inside it, is under; null when nothing touches it. */
    public @Nullable TopicRule over(FieldPath path) {
        PathTree node = this;
        for (Step step : path.steps()) {
            if (node.clear || node.rule != null) {
                break;
            }
            PathTree child = node.children.get(step);
            if (child == null) {
                return rest;
            }
            node = child;
        }
        return node.clear ? null : node.anyRule();
    }

    private static @Nullable TopicRule rest(String topic, List<FieldRule> rules) {
        TopicRule found = null;
        for (FieldRule rule : rules) {
            if (rule.selection() instanceof FieldSelection.AllBut && rule.matches(topic)) {
                if (found != null) {
                    throw new ConfigException("Rules '" + found.rule() + "' and '" + rule.name()
                            + "' both have clear.fields and match topic " + topic
                            + ". Narrow `topics` of one of them.");
                }
                found = rule.in(topic).orElse(null);
            }
        }
        return found;
    }

    private void add(String topic, FieldPath path, TopicRule added) {
        PathTree node = leaf(topic, path, added);
        node.rule = added;
    }

    private void addClear(String topic, FieldPath path, TopicRule added) {
        PathTree node = leaf(topic, path, added);
        node.clear = true;
    }

    private PathTree leaf(String topic, FieldPath path, TopicRule added) {
        PathTree node = this;
        for (Step step : path.steps()) {
            node.refuseIfTaken(topic, path, added);
            node = node.children.computeIfAbsent(step, any -> new PathTree(rest));
        }
        node.refuseIfTaken(topic, path, added);
        if (!node.children.isEmpty()) {
            throw overlap(topic, path, added, node.anyRule());
        }
        return node;
    }

    private void refuseIfTaken(String topic, FieldPath path, TopicRule added) {
        if (rule != null || clear) {
            throw overlap(topic, path, added, rule == null ? rest : rule);
        }
    }

    private @Nullable TopicRule anyRule() {
        if (rule != null || children.isEmpty()) {
            return rule == null ? rest : rule;
        }
        return children.values().iterator().next().anyRule();
    }

    private static ConfigException overlap(String topic, FieldPath path, TopicRule rule, @Nullable TopicRule other) {
        return new ConfigException("Rules '" + (other == null ? "?" : other.rule()) + "' and '" + rule.rule()
                + "' both name field " + path + ", or one a field inside the other's, in topic " + topic
                + ". Narrow `topics` or remove the field from one of them.");
    }
}

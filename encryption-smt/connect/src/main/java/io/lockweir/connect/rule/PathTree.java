package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The paths of all rules for one topic, as a tree that a walk follows step by step. */
public final class PathTree {
    private final Map<Step, PathTree> children = new LinkedHashMap<>();
    private @Nullable TopicRule rule;

    private PathTree() {}

    /**
     * The tree for one topic.
     *
     * @throws ConfigException if two rules name the same field, or one names a field inside another's, or a template finds nothing
     */
    public static PathTree of(String topic, List<FieldRule> rules) {
        PathTree root = new PathTree();
        for (FieldRule rule : rules) {
            rule.in(topic).ifPresent(found -> rule.fields().forEach(path -> root.add(topic, path, found)));
        }
        return root;
    }

    /** The rule of the field at this place, or null when the walk goes on. */
    public @Nullable TopicRule rule() {
        return rule;
    }

    /** What follows, by step. Empty exactly at a field with a rule, and for a topic without rules. */
    public Map<Step, PathTree> children() {
        return children;
    }

    /** Whether no rule speaks about the topic. */
    public boolean isEmpty() {
        return children.isEmpty() && rule == null;
    }

    private void add(String topic, FieldPath path, TopicRule added) {
        PathTree node = this;
        for (Step step : path.steps()) {
            if (node.rule != null) {
                throw overlap(topic, path, added, node.rule);
            }
            node = node.children.computeIfAbsent(step, any -> new PathTree());
        }
        if (node.rule != null) {
            throw overlap(topic, path, added, node.rule);
        }
        if (!node.children.isEmpty()) {
            throw overlap(topic, path, added, node.anyRule());
        }
        node.rule = added;
    }

    private TopicRule anyRule() {
        TopicRule own = rule;
        return own != null ? own : children.values().iterator().next().anyRule();
    }

    private static ConfigException overlap(String topic, FieldPath path, TopicRule rule, TopicRule other) {
        return new ConfigException("Rules '" + other.rule() + "' and '" + rule.rule() + "' both name field " + path
                + ", or one a field inside the other's, in topic " + topic
                + ". Narrow `topics` or remove the field from one of them.");
    }
}

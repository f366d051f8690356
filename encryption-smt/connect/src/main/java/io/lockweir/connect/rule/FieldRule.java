package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which fields of which topics are treated, and how. The same rule serves the writer and the reader.
 *
 * @param name as in {@code rules.NAME.…} or the policy file; {@code default} for the short form
 * @param topics matched against the whole topic name
 * @param selection paths from the row image, {@link FieldPath#WHOLE} alone for a whole key or value; or all but some
 * @param mode what becomes of the fields
 * @param keys namespace and key-encryption keys, which may depend on the topic's name
 * @param onRead what a reader does with the fields; a writer does not care
 */
public record FieldRule(
        String name, Pattern topics, FieldSelection selection, FieldMode mode, KeyNames keys, OnRead onRead) {
    public FieldRule {
        if (selection instanceof FieldSelection.AllBut && mode.leavesClear()) {
            throw new IllegalArgumentException(
                    "mode=clear for all fields but some treats nothing: the rest of a row is clear without a rule."
                            + " Choose what becomes of the rest (random, redact), or remove it");
        }
        if (mode instanceof FieldMode.Random random
                && random.pathAs() != null
                && !(selection instanceof FieldSelection.Named named
                        && named.fields().size() == 1)) {
            throw new IllegalArgumentException(
                    "path.as stands for the path of one field: ciphertexts of several could be"
                            + " exchanged. Give the field a rule of its own");
        }
    }

    /** A rule about named fields. */
    public FieldRule(
            String name, Pattern topics, List<FieldPath> fields, FieldMode mode, KeyNames keys, OnRead onRead) {
        this(name, topics, new FieldSelection.Named(fields), mode, keys, onRead);
    }

    /**
     * The subject whose latest schema has the tags in a topic.
     *
     * @throws IllegalStateException if it does not select by the tags of a subject
     */
    public String subjectOfTags(String topic) {
        String template = selection instanceof FieldSelection.Tagged tagged ? tagged.subjectName() : null;
        if (template == null) {
            throw new IllegalStateException("Rule '" + name + "' names no subject");
        }
        return SubjectName.in(template, topic, Part.FIELD_OF_VALUE);
    }

    /** Whether it selects fields by tags. */
    public boolean isByTags() {
        return selection instanceof FieldSelection.Tagged;
    }

    /** The fields it names; none when it is about all but some, or about tags. */
    public List<FieldPath> fields() {
        return selection instanceof FieldSelection.Named named ? named.fields() : List.of();
    }

    /** Whether the rule speaks about a topic. */
    public boolean matches(String topic) {
        return topics.matcher(topic).matches();
    }

    /**
     * The rule as it holds in one topic; empty when it does not speak about it.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a template finds nothing in the topic's name
     */
    public Optional<TopicRule> in(String topic) {
        Matcher matcher = topics.matcher(topic);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new TopicRule(
                name,
                mode,
                keys.namespace().in(matcher),
                keys.keks().stream().map(label -> label.in(matcher)).toList(),
                onRead,
                !(selection instanceof FieldSelection.Named named) || named.required()));
    }

    /** The rule about other fields. */
    public FieldRule with(FieldSelection other) {
        return new FieldRule(name, topics, other, mode, keys, onRead);
    }

    /** The rule with another answer of the reader. */
    public FieldRule with(OnRead other) {
        return new FieldRule(name, topics, selection, mode, keys, other);
    }

    /** The rule with another mode. */
    public FieldRule with(FieldMode other) {
        return new FieldRule(name, topics, selection, other, keys, onRead);
    }
}

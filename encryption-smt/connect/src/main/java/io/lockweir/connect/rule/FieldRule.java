package io.lockweir.connect.rule;

import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which fields are encrypted in which topics, and how. The same rule serves the writer and the reader.
 *
 * @param name as in {@code rules.NAME.…}; {@code default} for the short form
 * @param topics matched against the whole topic name
 * @param fields paths from the row image
 * @param scope a namespace (randomised) or a join domain (deterministic)
 */
public record FieldRule(String name, Pattern topics, List<FieldPath> fields, Scope scope) {
    public FieldRule {
        fields = List.copyOf(fields);
    }

    /** Whether the rule speaks about a topic. */
    public boolean matches(String topic) {
        return topics.matcher(topic).matches();
    }
}

package io.lockweir.connect.record;

import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.RowSubject;
import io.lockweir.encryption.path.FieldPath;
import java.util.HashMap;
import java.util.Map;

/** The subject of the current row, by the field that names it. For one thread, like the engine. */
final class RowSubjects {
    private final Map<FieldPath, RowSubject> byField = new HashMap<>();

    /** The one that encryptors of the rule ask. */
    RowSubject of(TopicRule rule) {
        FieldPath field = rule.mode().subject();
        if (field == null) {
            throw new IllegalStateException("Rule '" + rule.rule() + "' names no subject");
        }
        return byField.computeIfAbsent(field, absent -> new RowSubject());
    }
}

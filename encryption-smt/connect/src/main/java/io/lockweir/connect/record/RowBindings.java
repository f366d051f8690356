package io.lockweir.connect.record;

import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.encryption.RowBinding;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The bound fields of all rules for rows of one schema: found while planning, read once per row. */
final class RowBindings {
    private final String topic;
    private final Part part;
    private final PathTree tree;
    private final @Nullable Schema schema;
    private final FieldCipher cipher;
    private final Map<TopicRule, BoundFields> fields = new LinkedHashMap<>();
    private final Map<FieldPath, SubjectField> subjects = new LinkedHashMap<>();

    /** @param schema of the row; null for none */
    RowBindings(String topic, Part part, PathTree tree, @Nullable Schema schema, FieldCipher cipher) {
        this.cipher = cipher;
        this.topic = topic;
        this.part = part;
        this.tree = tree;
        this.schema = schema;
    }

    /** What the values of a rule are bound to; null for nothing of the row. */
    @Nullable
    RowBinding of(TopicRule rule) {
        addSubject(rule);
        if (rule.mode().boundTo().isEmpty()) {
            return null;
        }
        return fields.computeIfAbsent(rule, absent -> BoundFields.of(topic, part, tree, absent, schema))
                .binding();
    }

    /** The conversion of a row with its bound fields read before. Ask when the row is planned. */
    Conversion around(Conversion row) {
        return fields.isEmpty() && subjects.isEmpty()
                ? row
                : new InRow(List.copyOf(fields.values()), List.copyOf(subjects.values()), row);
    }

    private void addSubject(TopicRule rule) {
        FieldPath field = rule.mode().subject();
        RowSubjects asking = cipher.subjects();
        if (field != null && asking != null && !subjects.containsKey(field)) {
            SubjectField subject =
                    new SubjectField(new Place(topic, part, field), asking.of(rule), cipher.placeholder());
            subject.check(schema);
            subjects.put(field, subject);
        }
    }

    /** Enters a row, converts it and leaves it, whatever happens: no other row may borrow its binding. */
    private record InRow(List<BoundFields> fields, List<SubjectField> subjects, Conversion row) implements Conversion {
        @Override
        public @Nullable Object apply(Object value) {
            try {
                fields.forEach(each -> each.enter(value));
                subjects.forEach(each -> each.enter(value));
                return row.apply(value);
            } finally {
                fields.forEach(each -> each.binding().leave());
                subjects.forEach(SubjectField::leave);
            }
        }
    }
}

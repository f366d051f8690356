package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.rule.PathTree;
import io.lockweir.connect.rule.TopicRule;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.path.Step;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Finds encrypted fields of the value that stand in clear in the record key under the same path. A primitive key has no path and is
 * not looked at. For one thread.
 */
public final class KeyCopyCheck {
    private final TopicRules rules;
    private final Topics<TopicCheck> topics = new Topics<>(this::made);

    /** @param keys for rules by tags, which ask the registry */
    public KeyCopyCheck(FieldKeys keys, List<FieldRule> rules) {
        this.rules = new TopicRules(rules, keys.registry(), false);
    }

    /**
     * Checks one record key.
     *
     * @throws FieldException with {@link FieldFailure#CLEAR_IN_KEY}
     */
    public void check(String topic, @Nullable Schema schema, @Nullable Object key) {
        if (key != null) {
            checkOf(topic).check(schema, key);
        }
    }

    /** Made again when the tags of the topic's schema have changed. */
    @SuppressWarnings("ReferenceEquality")
    private TopicCheck checkOf(String topic) {
        TopicRules.Resolved now = rules.of(topic);
        TopicCheck check = topics.of(topic);
        if (check.rules() == now) {
            return check;
        }
        topics.forget(topic);
        return topics.of(topic);
    }

    private TopicCheck made(String topic) {
        TopicRules.Resolved now = rules.of(topic);
        return new TopicCheck(
                now,
                topic,
                now.rules().stream()
                        .filter(rule -> !rule.mode().leavesClear() && rule.matches(topic))
                        .flatMap(rule -> rule.fields().stream())
                        .toList(),
                PathTree.of(topic, now.rules()),
                new SchemaCache<>());
    }

    private static boolean clear(List<Step> steps, Schema schema) {
        if (steps.isEmpty()) {
            return !EncryptedSchema.isEncrypted(schema);
        }
        Schema child = child(steps.get(0), schema);
        return child != null && clear(steps.subList(1, steps.size()), child);
    }

    private static @Nullable Schema child(Step step, Schema schema) {
        if (step instanceof Step.Field named) {
            Field field = schema.type() == Schema.Type.STRUCT ? schema.field(named.name()) : null;
            return field == null ? null : field.schema();
        }
        return switch (schema.type()) {
            case ARRAY -> step instanceof Step.Element ? schema.valueSchema() : null;
            case MAP ->
                step instanceof Step.MapValue
                        ? schema.valueSchema()
                        : step instanceof Step.MapKey ? schema.keySchema() : null;
            default -> null;
        };
    }

    private static boolean clear(List<Step> steps, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (steps.isEmpty()) {
            return !Ciphertext.looksEncrypted(value);
        }
        List<Step> rest = steps.subList(1, steps.size());
        return children(steps.get(0), value).stream().anyMatch(child -> clear(rest, child));
    }

    private static Collection<? extends @Nullable Object> children(Step step, Object value) {
        if (value instanceof Collection<?> items) {
            return step instanceof Step.Element ? items : List.of();
        }
        if (!(value instanceof Map<?, ?> entries)) {
            return List.of();
        }
        if (step instanceof Step.Field named) {
            Object child = entries.get(named.name());
            return child == null ? List.of() : List.of(child);
        }
        return step instanceof Step.MapValue
                ? entries.values()
                : step instanceof Step.MapKey ? entries.keySet() : List.of();
    }

    /** What is known of one topic: regular expressions are matched once per topic, schemas are walked once. */
    private record TopicCheck(
            TopicRules.Resolved rules,
            String topic,
            List<FieldPath> paths,
            PathTree tree,
            SchemaCache<Boolean> passed) {
        void check(@Nullable Schema schema, Object key) {
            if (schema == null) {
                for (FieldPath path : paths) {
                    refuseIf(clear(path.steps(), key), path);
                }
                checkRest(key, FieldPath.WHOLE);
            } else {
                passed.get(schema, this::passes);
            }
        }

        private boolean passes(Schema schema) {
            for (FieldPath path : paths) {
                refuseIf(clear(path.steps(), schema), path);
            }
            checkRest(schema, FieldPath.WHOLE);
            return true;
        }

        /** With a rule for all the rest, each field of the key is a copy of one that it may treat. */
        private void checkRest(Schema schema, FieldPath path) {
            if (tree.rest() == null) {
                return;
            }
            if (schema.type() == Schema.Type.STRUCT) {
                schema.fields().forEach(field -> checkRest(field.schema(), path.then(new Step.Field(field.name()))));
            } else {
                refuseIf(underRest(path) && !EncryptedSchema.isEncrypted(schema), path);
            }
        }

        private void checkRest(@Nullable Object value, FieldPath path) {
            if (tree.rest() == null || value == null) {
                return;
            }
            if (value instanceof Map<?, ?> fields) {
                fields.forEach((name, field) -> checkRest(field, path.then(new Step.Field(String.valueOf(name)))));
            } else {
                refuseIf(underRest(path) && !Ciphertext.looksEncrypted(value), path);
            }
        }

        private boolean underRest(FieldPath path) {
            TopicRule rest = tree.rest();
            return rest != null
                    && !path.steps().isEmpty()
                    && rest.equals(tree.over(path))
                    && !rest.mode().leavesClear();
        }

        private void refuseIf(boolean clear, FieldPath path) {
            if (clear) {
                throw FieldException.of(
                        FieldFailure.CLEAR_IN_KEY,
                        new Place(topic, Part.FIELD_OF_KEY, path),
                        "the value's field of this path is encrypted, the key's is not, or with profile=confluent, where that"
                                + " does not show");
            }
        }
    }
}

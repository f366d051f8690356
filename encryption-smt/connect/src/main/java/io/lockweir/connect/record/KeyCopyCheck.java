package io.lockweir.connect.record;

import io.lockweir.connect.rule.FieldRule;
import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.path.Step;
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
    private final List<FieldRule> rules;
    private @Nullable String lastTopic;
    private @Nullable Schema lastSchema;

    public KeyCopyCheck(List<FieldRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Checks one record key.
     *
     * @throws FieldException with {@link FieldFailure#CLEAR_IN_KEY}
     */
    public void check(String topic, @Nullable Schema schema, @Nullable Object key) {
        if (key == null || (schema != null && schema == lastSchema && topic.equals(lastTopic))) {
            return;
        }
        for (FieldRule rule : rules) {
            if (rule.matches(topic)) {
                for (FieldPath path : rule.fields()) {
                    if (schema == null ? clear(path, key) : clear(path, schema)) {
                        Place place = new Place(topic, Part.FIELD_OF_KEY, path);
                        throw FieldException.of(
                                FieldFailure.CLEAR_IN_KEY,
                                place,
                                "the value's field of this path is encrypted, the key's is not");
                    }
                }
            }
        }
        lastTopic = topic;
        lastSchema = schema;
    }

    private static boolean clear(FieldPath path, Schema key) {
        Schema schema = key;
        for (Step step : path.steps()) {
            Field field = step instanceof Step.Field named && schema.type() == Schema.Type.STRUCT
                    ? schema.field(named.name())
                    : null;
            if (field == null) {
                return false;
            }
            schema = field.schema();
        }
        return !EncryptedSchema.isEncrypted(schema);
    }

    private static boolean clear(FieldPath path, Object key) {
        Object value = key;
        for (Step step : path.steps()) {
            value = step instanceof Step.Field named && value instanceof Map<?, ?> fields
                    ? fields.get(named.name())
                    : null;
            if (value == null) {
                return false;
            }
        }
        return !Ciphertext.looksEncrypted(value);
    }
}

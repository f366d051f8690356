package io.lockweir.connect.record;

import io.lockweir.connect.schema.EncryptedSchema;
import io.lockweir.encryption.RowSubject;
import io.lockweir.encryption.path.Step;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The field of a row that says whose data it is. Whole numbers and text with the same digits name the same subject; nothing else can.
 * Null, blank text and a schema's default name nobody: all rows without a subject would share one key.
 *
 * @param place the field
 * @param subject told the name, when it asks
 * @param placeholder what a connector writes for a value it did not get
 */
record SubjectField(Place place, RowSubject subject, Placeholder placeholder) {

    /**
     * Checks the rows' schema.
     *
     * @param schema null for none
     * @throws FieldException if it has no such field, or one that can't name a subject
     */
    void check(@Nullable Schema schema) {
        Schema found = schema;
        for (Step step : place.path().steps()) {
            if (found == null) {
                return;
            }
            Field field = found.type() == Schema.Type.STRUCT && step instanceof Step.Field named
                    ? found.field(named.name())
                    : null;
            if (field == null) {
                throw missing();
            }
            found = field.schema();
        }
        if (found != null && EncryptedSchema.isEncrypted(found)) {
            throw FieldException.of(
                    FieldFailure.ALREADY_ENCRYPTED,
                    place,
                    "it names the subject of other fields, so it must be clear here");
        }
    }

    void enter(Object row) {
        subject.enter(() -> name(row));
    }

    void leave() {
        subject.leave();
    }

    private String name(Object row) {
        @Nullable Object value = row;
        for (Step step : place.path().steps()) {
            value = child(value, step);
        }
        if (value == null || placeholder.is(value) || (value instanceof String blank && blank.isBlank())) {
            throw FieldException.of(
                    FieldFailure.VALUE_MISMATCH, place, "the row names no subject, so there is no key for its values");
        }
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Long.toString(((Number) value).longValue());
        }
        if (value instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() <= 0) {
            return decimal.toBigIntegerExact().toString();
        }
        throw FieldException.of(
                FieldFailure.VALUE_MISMATCH,
                place,
                "a subject is named by text or a whole number, not by a "
                        + value.getClass().getName());
    }

    private @Nullable Object child(@Nullable Object parent, Step step) {
        String name = step instanceof Step.Field named ? named.name() : "";
        if (parent instanceof Struct struct) {
            return struct.getWithoutDefault(name);
        }
        if (parent instanceof Map<?, ?> map) {
            if (!map.containsKey(name)) {
                throw missing();
            }
            return map.get(name);
        }
        return null;
    }

    private FieldException missing() {
        return FieldException.of(
                FieldFailure.FIELD_MISSING,
                place,
                "it names the subject of other fields (subject), and it is not there");
    }
}

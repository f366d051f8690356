package io.lockweir.connect.record;

import io.lockweir.connect.rule.TopicRule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts fields of a map without schema. Every field that a rule names must be there, or a misspelt name would let clear text pass;
 * what stands at a null is not asked for.
 */
final class FieldsConversion implements Conversion {
    private final Place place;
    private final Map<String, NamedField> named;
    private final @Nullable Unnamed unnamed;
    private final FieldCipher cipher;

    /** @param unnamed converts all other fields; null copies them */
    FieldsConversion(Place place, Named named, @Nullable Unnamed unnamed, FieldCipher cipher) {
        this.place = place;
        this.named = named.fields;
        this.unnamed = unnamed;
        this.cipher = cipher;
    }

    @Override
    public Object apply(Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            throw FieldException.of(
                    FieldFailure.UNSUPPORTED_BRANCH,
                    place,
                    "expected a map, found " + value.getClass().getName());
        }
        Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>(fields);
        named.forEach((name, field) -> {
            if (fields.containsKey(name)) {
                put(copy, name, fields.get(name), field.conversion());
            } else if (field.rule() != null) {
                cipher.missing(field.place(), field.rule(), "the record has no such field");
            }
        });
        if (unnamed != null) {
            fields.forEach((key, field) -> {
                if (!(key instanceof String name)) {
                    throw FieldException.of(
                            FieldFailure.UNSUPPORTED_BRANCH, place, "a map whose keys are not text has no fields");
                }
                if (!named.containsKey(name)) {
                    put(copy, name, field, unnamed.of(name));
                }
            });
        }
        return copy;
    }

    private static void put(
            Map<@Nullable Object, @Nullable Object> copy,
            String name,
            @Nullable Object field,
            @Nullable Conversion conversion) {
        if (conversion == null) {
            copy.remove(name);
        } else {
            copy.put(name, Conversion.of(conversion, field));
        }
    }

    /**
     * A field that the tree names.
     *
     * @param rule that needs the field; null when it may be missing
     * @param conversion null drops the field
     */
    private record NamedField(
            Place place, @Nullable TopicRule rule, @Nullable Conversion conversion) {}

    /** The fields that the tree names, in its order. */
    static final class Named {
        private final Map<String, NamedField> fields = new LinkedHashMap<>();

        void add(String name, Place place, @Nullable TopicRule rule, @Nullable Conversion conversion) {
            fields.put(name, new NamedField(place, rule, conversion));
        }
    }
}

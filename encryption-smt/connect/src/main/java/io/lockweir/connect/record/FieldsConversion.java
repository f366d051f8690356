package io.lockweir.connect.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts named fields of a map without schema and copies the others. Every named field must be there, or a misspelt name
 * would let clear text pass; what stands at a null is not asked for.
 */
final class FieldsConversion implements Conversion {
    private final Place place;
    private final Map<String, Place> places;
    private final Map<String, @Nullable Conversion> conversions;

    /** @param conversions by field name; null drops the field */
    FieldsConversion(Place place, Map<String, Place> places, Map<String, @Nullable Conversion> conversions) {
        this.place = place;
        this.places = places;
        this.conversions = conversions;
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
        for (Map.Entry<String, @Nullable Conversion> named : conversions.entrySet()) {
            String name = named.getKey();
            Object field = fields.get(name);
            if (field == null && !fields.containsKey(name)) {
                Place missing = places.getOrDefault(name, place);
                throw FieldException.of(FieldFailure.FIELD_MISSING, missing, "the record has no such field");
            }
            Conversion conversion = named.getValue();
            if (conversion == null) {
                copy.remove(name);
            } else if (field != null) {
                copy.put(name, conversion.apply(field));
            }
        }
        return copy;
    }
}

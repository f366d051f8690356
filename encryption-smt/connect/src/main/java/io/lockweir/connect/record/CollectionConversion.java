package io.lockweir.connect.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts each element of an array, or each value of a map. */
sealed interface CollectionConversion extends Conversion {

    /** Each element of a list. */
    record OfElements(Place place, Conversion element) implements CollectionConversion {
        @Override
        public Object apply(Object value) {
            if (!(value instanceof List<?> items)) {
                throw FieldException.of(
                        FieldFailure.UNSUPPORTED_BRANCH,
                        place,
                        "expected a list, found " + value.getClass().getName());
            }
            List<@Nullable Object> converted = new ArrayList<>(items.size());
            for (Object item : items) {
                converted.add(Conversion.of(element, item));
            }
            return converted;
        }
    }

    /** Each value of a map. */
    record OfMapValues(Place place, Conversion mapValue) implements CollectionConversion {
        @Override
        public Object apply(Object value) {
            if (!(value instanceof Map<?, ?> entries)) {
                throw FieldException.of(
                        FieldFailure.UNSUPPORTED_BRANCH,
                        place,
                        "expected a map, found " + value.getClass().getName());
            }
            Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>(entries.size() * 2);
            entries.forEach((key, item) -> converted.put(key, Conversion.of(mapValue, item)));
            return converted;
        }
    }
}

package io.lockweir.sink.record.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, entry by entry; Iceberg has no null keys. */
record MapConverter(Converter key, Target keyTarget, Converter value, Target valueTarget, boolean nullable)
        implements Converter {

    @Override
    public Object convert(Object source) {
        Map<? extends @Nullable Object, ? extends @Nullable Object> entries = (Map<?, ?>) source;
        Map<Object, @Nullable Object> converted = new LinkedHashMap<>();
        for (Map.Entry<? extends @Nullable Object, ? extends @Nullable Object> entry : entries.entrySet()) {
            Object itemKey = entry.getKey();
            Object item = entry.getValue();
            if (itemKey == null) {
                throw keyTarget.nullValue();
            }
            if (item == null && !nullable) {
                throw valueTarget.nullValue();
            }
            converted.put(key.convert(itemKey), item == null ? null : value.convert(item));
        }
        // Two texts of one UUID, for example: one of the entries would be lost.
        if (converted.size() != entries.size()) {
            throw keyTarget.malformed("map with distinct keys");
        }
        return converted;
    }
}

package io.lockweir.sink.record.flatten;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Named parts of change events, with or without schema. */
final class EventFields {
    static final String OPERATION = "op";
    static final String BEFORE = "before";
    static final String AFTER = "after";
    static final String SOURCE = "source";
    static final String TRANSACTION = "transaction";

    private EventFields() {}

    /** The part, or null if the container does not have it. */
    static @Nullable Object read(@Nullable Object container, String name) {
        if (container instanceof Struct struct) {
            return struct.schema().field(name) == null ? null : struct.getWithoutDefault(name);
        }
        return container instanceof Map<?, ?> map ? map.get(name) : null;
    }

    static @Nullable Long number(@Nullable Object container, String name) {
        return read(container, name) instanceof Number number ? number.longValue() : null;
    }

    static @Nullable String text(@Nullable Object container, String name) {
        return read(container, name) instanceof String text ? text : null;
    }
}

package io.lockweir.sink.record.flatten;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The row of a record, still as it came.
 *
 * @param schema null for data without schema
 * @param value a {@link Struct} or a map
 * @param envelope the change event around it, null for a flat row
 */
public record RowImage(
        @Nullable Schema schema, Object value, @Nullable Object envelope) {

    private static final List<String> IMAGES = List.of(EventFields.BEFORE, EventFields.AFTER);

    static RowImage of(Object value, @Nullable Object envelope) {
        return new RowImage(value instanceof Struct struct ? struct.schema() : null, value, envelope);
    }

    /** The other image of the change event: not written, but it stood in the topic all the same. Null if there is none. */
    public @Nullable RowImage unwritten() {
        for (String name : IMAGES) {
            Object image = EventFields.read(envelope, name);
            if (image != null && image != value) {
                return of(image, envelope);
            }
        }
        return null;
    }

    /** {@code before} or {@code after} in a change event, else {@code row}. */
    public String name() {
        if (envelope == null) {
            return "row";
        }
        return value == EventFields.read(envelope, EventFields.BEFORE) ? EventFields.BEFORE : EventFields.AFTER;
    }

    /** By class only: it holds values. */
    @Override
    public String toString() {
        return "RowImage[" + value.getClass().getSimpleName() + "]";
    }
}

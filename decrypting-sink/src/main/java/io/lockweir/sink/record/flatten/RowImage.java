package io.lockweir.sink.record.flatten;

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

    static RowImage of(Object value, @Nullable Object envelope) {
        return new RowImage(value instanceof Struct struct ? struct.schema() : null, value, envelope);
    }

    /** By class only: it holds values. */
    @Override
    public String toString() {
        return "RowImage[" + value.getClass().getSimpleName() + "]";
    }
}

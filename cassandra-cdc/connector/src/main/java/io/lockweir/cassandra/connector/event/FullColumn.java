package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.schema.Column;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** How a column that is not null stands in a {@code full} event: its whole value, and the times of its cells in the same shape. */
sealed interface FullColumn {
    Schema schema();

    Schema timesSchema();

    /** Null for an empty value of a type that has none. */
    @Nullable
    Object value(ColumnData data);

    Object times(ColumnData data, CellTimes times);

    /**
     * Of a column.
     *
     * @param name of record schemas that the column needs
     */
    static FullColumn of(Column column, String name) {
        return column.isComplex()
                ? new OfElements(Elements.of(column.type(), name))
                : new Simple(ConnectTypes.of(column.type(), name));
    }

    /** One cell. */
    record Simple(ConnectType type) implements FullColumn {
        @Override
        public Schema schema() {
            return type.schema();
        }

        @Override
        public Schema timesSchema() {
            return CellTimes.SCHEMA;
        }

        @Override
        public @Nullable Object value(ColumnData data) {
            return type.ofBytes(((Cell) data).value());
        }

        @Override
        public Object times(ColumnData data, CellTimes times) {
            return times.of((Cell) data);
        }
    }

    /** A cell for each element that is there. */
    record OfElements(Elements elements) implements FullColumn {
        @Override
        public Schema schema() {
            return elements.wholeSchema();
        }

        @Override
        public Schema timesSchema() {
            return elements.timesSchema();
        }

        @Override
        public Object value(ColumnData data) {
            return elements.whole(((ComplexCells) data).cells());
        }

        @Override
        public Object times(ColumnData data, CellTimes times) {
            return elements.times(((ComplexCells) data).cells(), times);
        }
    }
}

package io.lockweir.cassandra.connector.event;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.schema.Column;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** How a write to one column stands in a {@code delta} event. */
interface DeltaColumn {
    Schema schema();

    /** Null if the write deletes the column's value. */
    @Nullable
    Object of(ColumnData data);

    /**
     * Of a column: its value, or for collections and user types that are not frozen what the write does to their elements.
     *
     * @param name of record schemas that the column needs
     */
    static DeltaColumn of(Column column, String name) {
        if (column.isComplex()) {
            return DeltaElements.of(column.type(), name);
        }
        return new Simple(ConnectTypes.of(column.type(), name));
    }

    /** A whole value. */
    record Simple(ConnectType type) implements DeltaColumn {
        @Override
        public Schema schema() {
            return type.schema();
        }

        @Override
        public @Nullable Object of(ColumnData data) {
            if (data instanceof Cell cell) {
                return cell.isTombstone() ? null : type.ofBytes(cell.value());
            }
            throw new IllegalStateException(((ComplexCells) data).column().name() + " is not a column of elements");
        }
    }
}

package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The cells of a collection or user type that is not frozen, out of what a query returned of it. */
final class FoundElements {
    private FoundElements() {}

    static ComplexCells of(Column column, Slice value, Times times) {
        List<Cell> cells = new ArrayList<>();
        Times.Elements each = times.elements();
        if (column.type() instanceof CqlType.UserDefined) {
            Items fields = new Items(value, 0);
            for (int field = 0; fields.hasNext(); field++) {
                @Nullable Slice content = fields.next();
                Times.Of written = each.next();
                if (content != null) {
                    cells.add(written.cell(column, fieldPath(field), content));
                }
            }
        } else {
            Items items = new Items(value);
            for (int index = 0; items.hasNext(); index++) {
                Slice item = Objects.requireNonNull(items.next(), "an element is never null");
                cells.add(element(column, index, item, items, each.next()));
            }
        }
        return new ComplexCells(column, Deletion.NONE, cells);
    }

    private static Cell element(Column column, int index, Slice item, Items items, Times.Of written) {
        if (column.type() instanceof CqlType.SetOf) {
            return written.cell(column, item, Slice.EMPTY);
        }
        if (column.type() instanceof CqlType.MapOf) {
            return written.cell(column, item, Objects.requireNonNull(items.next(), "a value is never null"));
        }
        return written.cell(column, ListPaths.of(index, 0), item);
    }

    private static Slice fieldPath(int field) {
        return Slice.of(new byte[] {(byte) (field >>> Byte.SIZE), (byte) field});
    }
}

package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.schema.Column;
import java.util.ArrayList;
import java.util.List;

/** Hides what was written to a column before one of its name was dropped. */
final class Drops {

    private Drops() {}

    /** The same, without what is hidden; itself if nothing is. */
    static ComplexCells visible(ComplexCells complex) {
        Column column = complex.column();
        if (column.droppedAt() == Column.NEVER_DROPPED) {
            return complex;
        }
        List<Cell> cells = new ArrayList<>(complex.cells());
        cells.removeIf(cell -> column.hides(cell.timestamp()));
        Deletion deletion = column.hides(complex.deletion().timestamp()) ? Deletion.NONE : complex.deletion();
        return new ComplexCells(column, deletion, cells);
    }
}

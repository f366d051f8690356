package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.schema.Column;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns inside the bytes of one row; see {@link RowCodec}. */
final class CellCodec {

    private static final int COMPLEX = 1;
    private static final int COMPLEX_DELETION = 2;

    private static final int ENDS = 2;
    private static final int EXPIRES = 4;
    private static final int VALUE = 8;
    private static final int AT_BASE = 16;

    private final TableLayout layout;
    private final long base;
    private int hint;

    CellCodec(TableLayout layout, long base) {
        this.layout = layout;
        this.base = base;
    }

    void write(StateWriter out, Deletion deletion) {
        out.signed(deletion.timestamp() - base);
        out.number(deletion.localDeletionTime());
    }

    Deletion readDeletion(StateReader in) {
        long timestamp = base + in.signed();
        return new Deletion(timestamp, in.number());
    }

    void write(StateWriter out, ColumnData data) {
        hint = layout.indexOf(data.column(), hint);
        if (data instanceof Cell cell) {
            out.octet(kind(cell));
            out.bytes(layout.name(hint));
            write(out, cell);
        } else if (data instanceof ComplexCells complex) {
            boolean deleted = !complex.deletion().isNone();
            out.octet(deleted ? COMPLEX | COMPLEX_DELETION : COMPLEX);
            out.bytes(layout.name(hint));
            if (deleted) {
                write(out, complex.deletion());
            }
            out.number(complex.cells().size());
            for (Cell cell : complex.cells()) {
                out.octet(kind(cell));
                out.bytes(path(cell));
                write(out, cell);
            }
        }
    }

    private int kind(Cell cell) {
        return (cell.localDeletionTime() == Cell.NO_DELETION_TIME ? 0 : ENDS)
                | (cell.ttl() == Cell.NO_TTL ? 0 : EXPIRES)
                | (cell.value().isEmpty() ? 0 : VALUE)
                | (cell.timestamp() == base ? AT_BASE : 0);
    }

    private void write(StateWriter out, Cell cell) {
        if (cell.timestamp() != base) {
            out.signed(cell.timestamp() - base);
        }
        if (cell.localDeletionTime() != Cell.NO_DELETION_TIME) {
            out.number(cell.localDeletionTime());
        }
        if (cell.ttl() != Cell.NO_TTL) {
            out.number(cell.ttl());
        }
        if (!cell.value().isEmpty()) {
            out.bytes(cell.value());
        }
    }

    private static Slice path(Cell cell) {
        @Nullable Slice path = cell.path();
        if (path == null) {
            throw new IllegalArgumentException("an element of " + cell.column().name() + " has no path");
        }
        return path;
    }

    List<ColumnData> readColumns(StateReader in) {
        ColumnData[] columns = new ColumnData[in.count()];
        int size = 0;
        for (int i = 0; i < columns.length; i++) {
            int kind = in.octet();
            boolean complex = (kind & COMPLEX) != 0;
            hint = layout.indexOf(in.bytes(), complex ? Arity.COMPLEX : Arity.SIMPLE, hint);
            Column column = layout.column(hint);
            if (complex) {
                Deletion deletion = (kind & COMPLEX_DELETION) == 0 ? Deletion.NONE : readDeletion(in);
                ComplexCells cells = Drops.visible(new ComplexCells(column, deletion, readElements(in, column)));
                if (!cells.deletion().isNone() || !cells.cells().isEmpty()) {
                    columns[size++] = cells;
                }
            } else {
                Cell cell = readCell(in, column, null, kind);
                if (!column.hides(cell.timestamp())) {
                    columns[size++] = cell;
                }
            }
        }
        return Arrays.asList(size == columns.length ? columns : Arrays.copyOf(columns, size));
    }

    private List<Cell> readElements(StateReader in, Column column) {
        Cell[] cells = new Cell[in.count()];
        for (int i = 0; i < cells.length; i++) {
            int kind = in.octet();
            cells[i] = readCell(in, column, in.bytes(), kind);
        }
        return Arrays.asList(cells);
    }

    private Cell readCell(StateReader in, Column column, @Nullable Slice path, int kind) {
        long timestamp = (kind & AT_BASE) == 0 ? base + in.signed() : base;
        long ends = (kind & ENDS) == 0 ? Cell.NO_DELETION_TIME : in.number();
        int ttl = (kind & EXPIRES) == 0 ? Cell.NO_TTL : (int) in.number();
        return new Cell(column, path, timestamp, ttl, ends, (kind & VALUE) == 0 ? Slice.EMPTY : in.bytes());
    }
}

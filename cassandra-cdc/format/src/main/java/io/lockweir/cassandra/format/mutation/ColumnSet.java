package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.TableSchema;

/** The columns that an update names in its header, in that order, with what is needed to read their cells. */
final class ColumnSet {

    static final ColumnSet NONE = new ColumnSet(Slice.EMPTY, new Column[0]);

    private final Slice bytes;
    private final Column[] columns;
    private final int[] widths;

    private ColumnSet(Slice bytes, Column[] columns) {
        this.bytes = bytes;
        this.columns = columns;
        this.widths = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            widths[i] = columns[i].type().fixedLength();
        }
    }

    /**
     * Resolves names.
     *
     * @throws UnknownColumnException at the first that the table does not have
     */
    static ColumnSet read(Cursor in, TableSchema table) {
        int start = in.mark();
        Column[] columns = new Column[in.count(1)];
        for (int i = 0; i < columns.length; i++) {
            String name = in.sliceWithVintLength().toUtf8();
            columns[i] = table.column(name).orElseThrow(() -> new UnknownColumnException(name));
        }
        return new ColumnSet(in.since(start).copy(), columns);
    }

    /** The header's bytes that name the columns: where the same bytes come again, so do the same columns. */
    Slice bytes() {
        return bytes;
    }

    int size() {
        return columns.length;
    }

    Column column(int index) {
        return columns[index];
    }

    /** The fixed length of the column's values, or {@code CqlType.VARIABLE_LENGTH}. */
    int width(int index) {
        return widths[index];
    }
}

package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.state.Visibility;
import java.util.ArrayList;
import java.util.List;

/** A row as a query returns it, with timestamps and times to live. */
public final class RowImage {

    private final RowState row;
    private final Visibility visibility;

    RowImage(RowState row, Visibility visibility) {
        this.row = row;
        this.visibility = visibility;
    }

    /** Empty of a static row. */
    public Clustering clustering() {
        return row.clustering();
    }

    /**
     * The columns that are not null: simple ones by name, then complex ones by name. Of complex ones only the elements that are there, in
     * Cassandra's order, and never a deletion. Values may refer to the bytes that were merged.
     */
    public List<ColumnData> columns() {
        List<ColumnData> all = row.columns();
        List<ColumnData> live = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            ColumnData data = all.get(i);
            if (visibility.isLive(data)) {
                live.add(data instanceof ComplexCells complex ? withoutDead(complex) : data);
            }
        }
        return live;
    }

    /**
     * Whether the row is there by a marker alone that nobody saw ({@link io.lockweir.cassandra.format.mutation.Liveness#ASSUMED}): only reading
     * it tells whether it is.
     */
    public boolean isInDoubt() {
        return row.liveness().isAssumed() && row.columns().stream().noneMatch(visibility::isLive);
    }

    private ComplexCells withoutDead(ComplexCells complex) {
        List<Cell> cells = complex.cells();
        List<Cell> live = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            if (visibility.isLive(cells.get(i))) {
                live.add(cells.get(i));
            }
        }
        return live.size() == cells.size() && complex.deletion().isNone()
                ? complex
                : new ComplexCells(complex.column(), Deletion.NONE, live);
    }

    @Override
    public String toString() {
        return "RowImage[" + row.columns().size() + " columns]";
    }
}

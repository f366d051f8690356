package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import java.util.List;

/**
 * All that must be kept of a row: what is live, and the tombstones and expired cells that older writes still to come must meet.
 *
 * @param clustering as the first write gave it; empty of a static row
 * @param liveness the row marker, or {@link Liveness#NONE}
 * @param deletion of the row, or {@link Deletion#NONE}. Nothing that it deletes is kept
 * @param columns simple ones by name, then complex ones by name
 */
public record RowState(Clustering clustering, Liveness liveness, Deletion deletion, List<ColumnData> columns) {

    /** Of a row of which nothing is known. */
    public static RowState none(Clustering clustering) {
        return new RowState(clustering, Liveness.NONE, Deletion.NONE, List.of());
    }

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return liveness.isNone() && deletion.isNone() && columns.isEmpty();
    }

    /**
     * When the first of what is live ends, in seconds since 1970, or {@link Cell#NO_DELETION_TIME}.
     *
     * @param clock what ended at or before it has ended already; in seconds
     */
    public long nextExpiry(long clock) {
        long next = liveness.isExpiring() ? after(clock, liveness.localExpirationTime()) : Cell.NO_DELETION_TIME;
        for (int i = 0; i < columns.size(); i++) {
            ColumnData data = columns.get(i);
            if (data instanceof Cell cell) {
                next = Math.min(next, nextExpiry(cell, clock));
            } else if (data instanceof ComplexCells complex) {
                for (Cell cell : complex.cells()) {
                    next = Math.min(next, nextExpiry(cell, clock));
                }
            }
        }
        return next;
    }

    private static long nextExpiry(Cell cell, long clock) {
        return cell.isExpiring() ? after(clock, cell.localDeletionTime()) : Cell.NO_DELETION_TIME;
    }

    private static long after(long clock, long time) {
        return time > clock ? time : Cell.NO_DELETION_TIME;
    }
}

package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import java.util.ArrayList;
import java.util.List;

/**
 * Forgets tombstones and expired cells that no write still to come needs to meet. What is live stays, so nobody sees a change.
 *
 * @param before what was deleted, or expired, before this time is forgotten; seconds since 1970. A write older than that which comes
 *     yet cannot be judged by the state alone
 */
public record Purge(long before) {

    /**
     * The purge of a table.
     *
     * @param lowWatermark the arrival time of the oldest byte of any host's log that is not consumed, in seconds since 1970
     * @param gcGraceSeconds of the table: so long Cassandra itself keeps tombstones
     * @param retentionSeconds how long a write may be on its way, at least the hint window
     */
    public static Purge of(long lowWatermark, long gcGraceSeconds, long retentionSeconds) {
        return new Purge(lowWatermark - Math.max(gcGraceSeconds, retentionSeconds));
    }

    /** Whether a write with a timestamp in microseconds may have met a tombstone that is forgotten. */
    public boolean isLate(long timestamp) {
        return Math.floorDiv(timestamp, 1_000_000L) < before;
    }

    Deletion deletion(Deletion deletion) {
        return !deletion.isNone() && deletion.localDeletionTime() < before ? Deletion.NONE : deletion;
    }

    /**
     * The row without what is forgotten; itself if nothing is.
     *
     * @param clock what expires behind it has not ended for who was told of the row, and stays; seconds since 1970
     */
    public RowState row(RowState row, long clock) {
        Liveness liveness = row.liveness();
        if (liveness.isExpiring() && liveness.localExpirationTime() < Math.min(before, clock)) {
            liveness = Liveness.NONE;
        }
        List<ColumnData> columns = new ArrayList<>(row.columns().size());
        for (ColumnData data : row.columns()) {
            if (data instanceof Cell cell) {
                if (!isOver(cell, clock)) {
                    columns.add(cell);
                }
            } else if (data instanceof ComplexCells complex) {
                List<Cell> cells = new ArrayList<>(complex.cells());
                cells.removeIf(cell -> isOver(cell, clock));
                Deletion deletion = deletion(complex.deletion());
                if (!cells.isEmpty() || !deletion.isNone()) {
                    columns.add(new ComplexCells(complex.column(), deletion, cells));
                }
            }
        }
        RowState purged = new RowState(row.clustering(), liveness, deletion(row.deletion()), columns);
        return purged.equals(row) ? row : purged;
    }

    private boolean isOver(Cell cell, long clock) {
        return cell.localDeletionTime() != Cell.NO_DELETION_TIME
                && cell.localDeletionTime() < (cell.isExpiring() ? Math.min(before, clock) : before);
    }
}

package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Liveness;

/**
 * What a query sees at a time.
 *
 * @param layout columns that are not in force are not seen
 * @param clock seconds since 1970: what expires at or before it has expired
 */
public record Visibility(TableLayout layout, long clock) {

    /** Whether a query returns the row: it has a live marker, or a live cell. */
    public boolean exists(RowState row) {
        if (isLive(row.liveness())) {
            return true;
        }
        for (int i = 0; i < row.columns().size(); i++) {
            if (isLive(row.columns().get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a query returns a value of the column: its cell, or at least one of its elements. */
    public boolean isLive(ColumnData data) {
        if (!layout.isInForce(data.column())) {
            return false;
        }
        if (data instanceof Cell cell) {
            return isLiveCell(cell);
        }
        for (Cell cell : ((ComplexCells) data).cells()) {
            if (isLiveCell(cell)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a query sees other cells of a row than it does at another time. */
    public boolean differs(Visibility other, RowState row) {
        for (ColumnData data : row.columns()) {
            if (!layout.isInForce(data.column())) {
                continue;
            }
            if (data instanceof Cell cell) {
                if (isLiveCell(cell) != other.isLiveCell(cell)) {
                    return true;
                }
            } else if (((ComplexCells) data)
                    .cells().stream().anyMatch(cell -> isLiveCell(cell) != other.isLiveCell(cell))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a cell of a column in force has neither been deleted nor expired. */
    boolean isLiveCell(Cell cell) {
        return cell.localDeletionTime() == Cell.NO_DELETION_TIME
                || (cell.isExpiring() && cell.localDeletionTime() > clock);
    }

    private boolean isLive(Liveness liveness) {
        return !liveness.isNone()
                && (!liveness.isExpiring()
                        || (liveness.ttl() != Liveness.EXPIRED_TTL && liveness.localExpirationTime() > clock));
    }
}

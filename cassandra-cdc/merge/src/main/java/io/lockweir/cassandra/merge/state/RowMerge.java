package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges a write into what is kept of a row. The result is the same in whatever order writes come, and however often.
 *
 * <p>Source of the rules: {@code Row.Merger} of Cassandra 4.1 and 5.0. One object does one merge; it is not used again.
 */
public final class RowMerge {

    private final Visibility visibility;
    private boolean kept = true;
    private boolean seen;
    private long timestamp = Long.MIN_VALUE;

    public RowMerge(Visibility visibility) {
        this.visibility = visibility;
    }

    /**
     * Merges.
     *
     * @param row what is kept
     * @param write to the same row, or null if only a deletion of more than the row is to be applied
     * @param covering the newest deletion of the partition or a range over the row, or {@link Deletion#NONE}
     * @return {@code row} itself if nothing changed, which {@link #changedState} tells
     * @throws UnsupportedOperationException at a deletion that only materialized views have
     */
    public RowState merge(RowState row, @Nullable Row write, Deletion covering) {
        Deletion own = row.deletion();
        if (write != null) {
            if (write.deletion().shadowable()) {
                throw new UnsupportedOperationException("The log has a shadowable deletion in "
                        + visibility.layout().schema().qualifiedName()
                        + ": it is a materialized view, whose deletions depend on the order of arrival; exclude it");
            }
            own = Reconcile.deletion(own, write.deletion().time());
        }
        boolean outlives = Reconcile.supersedes(own, covering);
        Deletion active = outlives ? own : covering;
        Deletion deletion = outlives ? own : Deletion.NONE;
        Liveness liveness = row.liveness();
        if (write != null) {
            liveness = Reconcile.liveness(liveness, found(write.liveness(), active));
        }
        if (active.deletes(liveness.timestamp())) {
            liveness = Liveness.NONE;
        }
        List<ColumnData> columns = columns(row.columns(), write == null ? List.of() : write.columns(), active);
        if (!liveness.equals(row.liveness())) {
            kept = false;
            touch(liveness.isNone() ? active.timestamp() : liveness.timestamp());
        }
        if (!deletion.equals(row.deletion())) {
            kept = false;
            touch(deletion.timestamp());
        }
        return kept ? row : new RowState(row.clustering(), liveness, deletion, columns);
    }

    /** Whether there is something else to keep now. */
    public boolean changedState() {
        return !kept;
    }

    /** Whether a query would see another value, timestamp or time to live in a column. */
    public boolean changedColumns() {
        return seen;
    }

    /** The largest timestamp of what changed, in microseconds. */
    public long timestamp() {
        return timestamp;
    }

    /** A row that a query found is newer than what is known to be deleted. */
    private static Liveness found(Liveness marker, Deletion active) {
        return marker.isAssumed() && active.deletes(marker.timestamp())
                ? Liveness.assumed(active.timestamp() + 1)
                : marker;
    }

    private List<ColumnData> columns(List<ColumnData> old, List<ColumnData> written, Deletion active) {
        if (written.isEmpty() && active.isNone()) {
            return old;
        }
        List<ColumnData> merged = new ArrayList<>(old.size() + written.size());
        int left = 0;
        int right = 0;
        while (left < old.size() || right < written.size()) {
            int order = order(old, left, written, right);
            @Nullable ColumnData before = order <= 0 ? old.get(left++) : null;
            @Nullable ColumnData write = order >= 0 ? written.get(right++) : null;
            @Nullable ColumnData after = column(before, write, active);
            if (after != null) {
                merged.add(after);
            }
        }
        return merged;
    }

    private static int order(List<ColumnData> old, int left, List<ColumnData> written, int right) {
        if (left == old.size()) {
            return 1;
        }
        if (right == written.size()) {
            return -1;
        }
        return ColumnOrder.INSTANCE.compare(
                old.get(left).column(), written.get(right).column());
    }

    private @Nullable ColumnData column(@Nullable ColumnData before, @Nullable ColumnData write, Deletion active) {
        ColumnData any = Objects.requireNonNull(before == null ? write : before);
        boolean inForce = visibility.layout().isInForce(any.column());
        CellMerge cells = new CellMerge(inForce ? visibility : null, active);
        ColumnData after;
        if (any instanceof Cell) {
            after = cells.merge((Cell) before, (Cell) write);
        } else {
            after = cells.merge(
                    (ComplexCells) before,
                    (ComplexCells) write,
                    visibility.layout().paths(any.column()));
        }
        if (cells.changedState()) {
            kept = false;
            seen |= cells.seen();
            touch(cells.timestamp());
        }
        return after;
    }

    private void touch(long at) {
        timestamp = Math.max(timestamp, at);
    }
}

package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.merge.order.PathOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Merges what was written to one column of one row. */
final class CellMerge {

    private final @Nullable Visibility visibility;
    private Deletion active;
    private boolean kept = true;
    private boolean seen;
    private long timestamp = Long.MIN_VALUE;

    /**
     * @param visibility null if nobody sees the column
     * @param active the deletion of the row, or of more than it
     */
    CellMerge(@Nullable Visibility visibility, Deletion active) {
        this.visibility = visibility;
        this.active = active;
    }

    boolean changedState() {
        return !kept;
    }

    boolean seen() {
        return seen;
    }

    long timestamp() {
        return timestamp;
    }

    /** The cell that stays, or null. */
    @Nullable
    Cell merge(@Nullable Cell before, @Nullable Cell write) {
        @Nullable Cell old = before == null || isGone(before) ? null : before;
        @Nullable Cell written = write == null ? null : written(old, write);
        @Nullable Cell after = old == null ? written : written == null ? old : Reconcile.cell(old, written);
        if (!Objects.equals(after, before)) {
            kept = false;
            seen |= (isSeen(before) || isSeen(after)) && !isOneOfUnknownTtl(before, after);
            touch(after == null ? active.timestamp() : after.timestamp());
        }
        return after;
    }

    /** What was read before its write was found in the log: a query shows when it ends, which is the same. */
    private static boolean isOneOfUnknownTtl(@Nullable Cell before, @Nullable Cell after) {
        return before != null
                && after != null
                && before.ttl() == Cell.UNKNOWN_TTL
                && after.equals(new Cell(
                        before.column(),
                        before.path(),
                        before.timestamp(),
                        after.ttl(),
                        before.localDeletionTime(),
                        before.value()));
    }

    /**
     * Null if it is gone. An element that a query found without its timestamp is what is known of it, or newer than that and than what is known to be
     * deleted.
     */
    private @Nullable Cell written(@Nullable Cell old, Cell write) {
        if (write.timestamp() != Cell.UNKNOWN_TIMESTAMP) {
            return isGone(write) ? null : write;
        }
        if (old != null && isSeen(old) && old.value().equals(write.value())) {
            return null;
        }
        long known = old == null ? Long.MIN_VALUE : old.timestamp();
        long deleted = active.isNone() ? Long.MIN_VALUE : active.timestamp();
        long timestamp = Math.max(write.timestamp(), Math.max(known, deleted) + 1);
        return new Cell(write.column(), write.path(), timestamp, write.ttl(), write.localDeletionTime(), write.value());
    }

    private boolean isGone(Cell cell) {
        return active.deletes(cell.timestamp()) || cell.column().hides(cell.timestamp());
    }

    private boolean isSeen(@Nullable Cell cell) {
        return cell != null && visibility != null && visibility.isLiveCell(cell);
    }

    /** The cells that stay and the deletion under them, or null if there is neither. */
    @Nullable
    ComplexCells merge(@Nullable ComplexCells before, @Nullable ComplexCells write, PathOrder paths) {
        Deletion old = before == null ? Deletion.NONE : before.deletion();
        Deletion deletion = write == null
                ? old
                : Reconcile.deletion(old, Drops.visible(write).deletion());
        if (Reconcile.supersedes(deletion, active)) {
            active = deletion;
        } else {
            deletion = Deletion.NONE;
        }
        if (!deletion.equals(old)) {
            kept = false;
            touch(deletion.timestamp());
        }
        List<Cell> cells =
                merge(before == null ? List.of() : before.cells(), write == null ? List.of() : write.cells(), paths);
        if (kept) {
            return before;
        }
        ComplexCells any = Objects.requireNonNull(write == null ? before : write);
        return deletion.isNone() && cells.isEmpty() ? null : new ComplexCells(any.column(), deletion, cells);
    }

    private List<Cell> merge(List<Cell> before, List<Cell> write, PathOrder paths) {
        List<Cell> merged = new ArrayList<>(before.size() + write.size());
        int left = 0;
        int right = 0;
        while (left < before.size() || right < write.size()) {
            int order = left == before.size()
                    ? 1
                    : right == write.size() ? -1 : paths.compare(path(before.get(left)), path(write.get(right)));
            @Nullable
            Cell after = merge(order <= 0 ? before.get(left++) : null, order >= 0 ? write.get(right++) : null);
            if (after != null) {
                merged.add(after);
            }
        }
        return merged;
    }

    private static Slice path(Cell cell) {
        return Objects.requireNonNull(cell.path(), "path");
    }

    private void touch(long at) {
        timestamp = Math.max(timestamp, at);
    }
}

package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.merge.order.PathOrder;
import io.lockweir.cassandra.merge.state.RowState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists as a query returned them, in place of what was known of them.
 *
 * @param known null if nothing of the row is kept
 * @param now in seconds since 1970
 */
record ListsAgain(@Nullable RowState known, long now) {
    /**
     * Columns that merge into what is known: of a list that is the same nothing, of another one deletions of all old elements beside the new ones.
     *
     * @param found as a query returned them
     * @param all columns of this row or of the statics
     */
    List<ColumnData> inPlace(List<ColumnData> found, List<Column> all) {
        List<ColumnData> columns = new ArrayList<>(found.size());
        for (ColumnData data : found) {
            if (!OpaqueLists.isList(data.column())) {
                columns.add(data);
                continue;
            }
            List<Cell> old = live(data.column());
            List<Cell> elements = ((ComplexCells) data).cells();
            if (!isSame(old, elements)) {
                columns.add(replaced(data.column(), old, elements));
            }
        }
        for (Column column : all) {
            if (OpaqueLists.isList(column)
                    && found.stream().noneMatch(data -> data.column().equals(column))) {
                List<Cell> gone = OpaqueLists.madeHere(known, column);
                if (!gone.isEmpty()) {
                    columns.add(replaced(column, gone, List.of()));
                }
            }
        }
        columns.sort(FoundRow.LOG_ORDER);
        return columns;
    }

    private List<Cell> live(Column column) {
        if (known == null) {
            return List.of();
        }
        return known.columns().stream()
                .filter(data -> data.column().name().equals(column.name()))
                .filter(ComplexCells.class::isInstance)
                .flatMap(data -> ((ComplexCells) data).cells().stream())
                .filter(cell -> !cell.isTombstone() && cell.localDeletionTime() > now)
                .toList();
    }

    private static boolean isSame(List<Cell> old, List<Cell> found) {
        if (old.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < old.size(); i++) {
            if (old.get(i).timestamp() != found.get(i).timestamp()
                    || !old.get(i).value().equals(found.get(i).value())) {
                return false;
            }
        }
        return true;
    }

    private ComplexCells replaced(Column column, List<Cell> old, List<Cell> found) {
        int generation = 0;
        List<Cell> cells = new ArrayList<>(old.size() + found.size());
        for (Cell cell : old) {
            Slice path = Objects.requireNonNull(cell.path());
            if (ListPaths.isMadeHere(path)) {
                generation = Math.max(generation, ListPaths.generation(path) + 1);
            }
            cells.add(new Cell(column, path, cell.timestamp(), Cell.NO_TTL, now, Slice.EMPTY));
        }
        for (int index = 0; index < found.size(); index++) {
            Cell cell = found.get(index);
            cells.add(new Cell(
                    column,
                    ListPaths.of(index, generation),
                    cell.timestamp(),
                    cell.ttl(),
                    cell.localDeletionTime(),
                    cell.value()));
        }
        PathOrder paths = PathOrder.of(column.type());
        cells.sort((left, right) ->
                paths.compare(Objects.requireNonNull(left.path()), Objects.requireNonNull(right.path())));
        return new ComplexCells(column, Deletion.NONE, cells);
    }
}

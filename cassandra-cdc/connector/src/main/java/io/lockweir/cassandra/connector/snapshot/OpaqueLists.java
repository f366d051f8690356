package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.connector.snapshot.Doubt.Marker;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.RowState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists that were read and not overwritten since: of their elements nobody knows the paths, so no write to single elements can be merged. It is
 * left out, and the list is read again.
 */
final class OpaqueLists {
    /** What is kept of a row; null if nothing. */
    @FunctionalInterface
    interface Kept {
        @Nullable
        RowState row(TableSchema table, Slice key, Slice row);
    }

    private final ClusteringOrder order;
    private final Kept kept;
    private final List<Doubt> doubts;

    /** @param doubts get the rows whose lists must be read */
    OpaqueLists(ClusteringOrder order, Kept kept, List<Doubt> doubts) {
        this.order = order;
        this.kept = kept;
        this.doubts = doubts;
    }

    static boolean has(TableSchema table) {
        return table.regulars().stream().anyMatch(OpaqueLists::isList)
                || table.statics().stream().anyMatch(OpaqueLists::isList);
    }

    static boolean isList(Column column) {
        return column.isComplex() && column.type() instanceof CqlType.ListOf;
    }

    /** The update without writes to elements of such lists; itself if there are none. */
    PartitionUpdate without(PartitionUpdate update) {
        int before = doubts.size();
        @Nullable Row statics = update.staticRow();
        if (statics != null) {
            statics = without(update, statics, ClusteringOrder.STATIC);
        }
        List<Unfiltered> rest = new ArrayList<>(update.unfiltereds().size());
        for (Unfiltered unfiltered : update.unfiltereds()) {
            rest.add(unfiltered instanceof Row row ? without(update, row, order.key(row.clustering())) : unfiltered);
        }
        return doubts.size() == before
                ? update
                : new PartitionUpdate(update.table(), update.key(), update.deletion(), statics, rest);
    }

    private Row without(PartitionUpdate update, Row row, Slice key) {
        List<ColumnData> columns = new ArrayList<>(row.columns().size());
        boolean touched = false;
        for (ColumnData data : row.columns()) {
            if (data instanceof ComplexCells complex
                    && isList(complex.column())
                    && !complex.cells().isEmpty()
                    && staysOpaque(madeHere(update, key, complex.column()), complex.deletion())) {
                touched = true;
                columns.add(new ComplexCells(complex.column(), complex.deletion(), List.of()));
            } else {
                columns.add(data);
            }
        }
        if (!touched) {
            return row;
        }
        doubts.add(new Doubt(update.table(), update.key(), key, row.clustering(), Marker.NONE));
        return new Row(row.clustering(), row.liveness(), row.deletion(), columns);
    }

    private static boolean staysOpaque(List<Cell> cells, Deletion deletion) {
        return cells.stream().anyMatch(cell -> !deletion.deletes(cell.timestamp()));
    }

    private List<Cell> madeHere(PartitionUpdate update, Slice row, Column column) {
        return madeHere(kept.row(update.table(), update.key(), row), column);
    }

    /** The elements of which no path is known. */
    static List<Cell> madeHere(@Nullable RowState row, Column column) {
        if (row == null) {
            return List.of();
        }
        return row.columns().stream()
                .filter(data -> data.column().name().equals(column.name()))
                .filter(ComplexCells.class::isInstance)
                .flatMap(data -> ((ComplexCells) data).cells().stream())
                .filter(cell -> !cell.isTombstone() && ListPaths.isMadeHere(path(cell)))
                .toList();
    }

    private static Slice path(Cell cell) {
        return Objects.requireNonNull(cell.path());
    }
}

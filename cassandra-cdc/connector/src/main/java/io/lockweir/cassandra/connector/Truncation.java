package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.ArrayList;
import java.util.List;

/**
 * That the node truncated a table.
 *
 * <p>Source: {@code system.local.truncated_at}, a map of table ids to segment (8 bytes), offset (4) and milliseconds (8), as {@code
 * SystemKeyspace.truncationAsMapEntry} of Cassandra 4.1 and 5.0 writes it.
 *
 * @param position what the node wrote to its log up to it is gone
 * @param millis when, by the node's clock
 */
record Truncation(TableId table, LogPosition position, long millis) {
    private static final int LENGTH = 20;

    /** Those that an update tells of. Where nothing was written yet there is no position, and nothing to truncate. */
    static List<Truncation> of(PartitionUpdate update) {
        List<Truncation> found = new ArrayList<>();
        if (!update.table().qualifiedName().equals("system.local")) {
            return found;
        }
        for (Unfiltered unfiltered : update.unfiltereds()) {
            if (unfiltered instanceof Row row) {
                for (ColumnData data : row.columns()) {
                    if (data instanceof ComplexCells cells
                            && cells.column().name().equals("truncated_at")) {
                        cells.cells().forEach(cell -> add(cell, found));
                    }
                }
            }
        }
        return found;
    }

    private static void add(Cell cell, List<Truncation> found) {
        Slice path = cell.path();
        if (cell.isTombstone() || path == null || cell.value().length() != LENGTH) {
            return;
        }
        Slice value = cell.value();
        long segment = value.longAt(0);
        if (segment > 0) {
            found.add(new Truncation(
                    new TableId(path.longAt(0), path.longAt(Long.BYTES)),
                    new LogPosition(segment, value.intAt(Long.BYTES)),
                    value.longAt(Long.BYTES + Integer.BYTES)));
        }
    }
}

package io.lockweir.cassandra.connector.schema;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.mutation.RangeBoundary;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.value.CqlValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mutation of {@code system_schema} does to its rows.
 *
 * <p>The node deletes before it writes: a deletion in an update hides nothing of the same update. Of ranges it writes only those of one
 * prefix: all that belongs to a table.
 */
final class LogDdl {
    private LogDdl() {}

    static void apply(SystemRows rows, PartitionUpdate update) {
        SystemTable.named(update.table().name()).ifPresent(table -> apply(rows, table, update));
    }

    private static void apply(SystemRows rows, SystemTable table, PartitionUpdate update) {
        String keyspace = update.key().toUtf8();
        if (!update.deletion().isNone()) {
            rows.remove(table, List.of(keyspace));
        }
        for (Unfiltered unfiltered : update.unfiltereds()) {
            List<String> key = key(keyspace, unfiltered.clustering());
            if (unfiltered instanceof Row row) {
                row(rows, table, key, row);
            } else if (unfiltered instanceof RangeBound || unfiltered instanceof RangeBoundary) {
                rows.remove(table, key);
            }
        }
    }

    private static void row(SystemRows rows, SystemTable table, List<String> key, Row row) {
        if (!row.deletion().isNone()) {
            rows.remove(table, key);
        }
        for (ColumnData data : row.columns()) {
            if (data instanceof Cell cell
                    && table.columns().contains(cell.column().name())) {
                rows.put(table, key, cell.column().name(), value(cell));
            }
        }
    }

    private static @Nullable Object value(Cell cell) {
        return cell.isTombstone() ? null : CqlValues.decode(cell.column().type(), cell.value());
    }

    private static List<String> key(String keyspace, Clustering clustering) {
        List<String> key = new ArrayList<>(List.of(keyspace));
        for (int i = 0; i < clustering.size(); i++) {
            Slice value = clustering.value(i);
            key.add(value == null ? "" : value.toUtf8());
        }
        return key;
    }
}

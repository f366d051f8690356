package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.RowCodec;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.state.TableLayout;
import io.lockweir.cassandra.merge.state.Visibility;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.StoredPartition;
import org.jspecify.annotations.Nullable;

/** A table at one schema and one time of the clock: how its rows are ordered, read, written and seen. */
final class MergedTable {

    private final Visibility visibility;
    private final RowCodec codec;

    MergedTable(Visibility visibility, RowCodec codec) {
        this.visibility = visibility;
        this.codec = codec;
    }

    TableSchema schema() {
        return visibility.layout().schema();
    }

    TableLayout layout() {
        return visibility.layout();
    }

    ClusteringOrder order() {
        return visibility.layout().order();
    }

    Visibility visibility() {
        return visibility;
    }

    MergedTable at(long clock) {
        return new MergedTable(new Visibility(layout(), clock), codec);
    }

    RowState decode(byte[] bytes) {
        return RowCodec.decode(layout(), bytes);
    }

    void put(StoredPartition partition, Slice key, RowState row) {
        if (row.isEmpty()) {
            partition.removeRow(key);
        } else {
            partition.putRow(key, codec.encode(layout(), row), row.nextExpiry(visibility.clock()));
        }
    }

    /** The difference that a query sees between two states of a row, null if there is none. */
    @Nullable
    RowChange between(RowKey key, @Nullable RowState before, @Nullable RowState after, Origin origin, long micros) {
        RowState was = before != null && visibility.exists(before) ? before : null;
        RowState is = after != null && visibility.exists(after) ? after : null;
        if (was == null && is == null) {
            return null;
        }
        if (was != null
                && is != null
                && new RowImage(was, visibility).columns().equals(new RowImage(is, visibility).columns())) {
            return null;
        }
        long latest = is == null ? Cell.UNKNOWN_TIMESTAMP : latest(is);
        return RowChange.between(
                visibility,
                key.partition(),
                key.key(),
                was,
                is,
                origin,
                latest <= Cell.UNKNOWN_TIMESTAMP ? micros : latest);
    }

    private static long latest(RowState row) {
        long latest = row.liveness().timestamp();
        for (ColumnData data : row.columns()) {
            if (data instanceof Cell cell) {
                latest = Math.max(latest, cell.timestamp());
            } else if (data instanceof ComplexCells complex) {
                for (Cell cell : complex.cells()) {
                    latest = Math.max(latest, cell.timestamp());
                }
            }
        }
        return latest;
    }
}

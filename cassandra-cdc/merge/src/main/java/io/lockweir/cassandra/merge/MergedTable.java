package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.RowCodec;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.state.TableLayout;
import io.lockweir.cassandra.merge.state.Visibility;
import io.lockweir.cassandra.merge.store.StoredPartition;

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
}

package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.RowCodec;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.state.TableLayout;
import io.lockweir.cassandra.merge.state.Visibility;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks into a store of {@link Ledger}. */
record Kept(RowStore store) {

    private static final TableLayout LAYOUT = new TableLayout(Ledger.TABLE);

    /** All that is kept, byte for byte. */
    List<String> everything() {
        List<String> lines = new ArrayList<>();
        for (Slice key : store.partitionKeys(Ledger.TABLE.id(), null)) {
            StoredPartition partition = store.partition(Ledger.TABLE.id(), key);
            lines.add(key.intAt(0) + " " + describe(partition));
            for (StoredRow row : rows(partition)) {
                lines.add("  " + HexFormat.of().formatHex(row.key().toByteArray()) + " "
                        + HexFormat.of().formatHex(row.bytes()));
            }
        }
        return lines;
    }

    private static String describe(StoredPartition partition) {
        StringBuilder text = new StringBuilder(partition.deletions().partition().toString());
        partition
                .deletions()
                .ranges()
                .cuts()
                .forEach(cut -> text.append(' ')
                        .append(HexFormat.of().formatHex(cut.key().toByteArray()))
                        .append(cut.deletion()));
        return text.toString();
    }

    /** What a query sees. */
    Map<RowKey, List<ColumnData>> visible(long clock) {
        Visibility visibility = new Visibility(LAYOUT, clock);
        Map<RowKey, List<ColumnData>> rows = new TreeMap<>();
        for (Slice key : store.partitionKeys(Ledger.TABLE.id(), null)) {
            for (StoredRow kept : rows(store.partition(Ledger.TABLE.id(), key))) {
                RowState row = RowCodec.decode(LAYOUT, kept.bytes());
                if (visibility.exists(row)) {
                    rows.put(new RowKey(Ledger.TABLE.id(), key, kept.key()), new RowImage(row, visibility).columns());
                }
            }
        }
        return rows;
    }

    private static List<StoredRow> rows(StoredPartition partition) {
        List<StoredRow> rows = new ArrayList<>();
        for (@Nullable StoredRow row = partition.rowFrom(ClusteringOrder.STATIC);
                row != null;
                row = partition.rowBehind(row.key())) {
            rows.add(row);
        }
        return rows;
    }
}

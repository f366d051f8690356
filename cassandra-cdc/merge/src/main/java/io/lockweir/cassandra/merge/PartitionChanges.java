package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.DeletedRange;
import io.lockweir.cassandra.merge.state.KeyRange;
import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.state.RowMerge;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an update changes: the rows it writes and the kept rows that it deletes, in one pass in key order. */
final class PartitionChanges implements Changes {

    private static final KeyRange EVERYTHING = new KeyRange(ClusteringOrder.STATIC, Slice.of(new byte[] {(byte) 0xFF}));

    private final MergedTable table;
    private final PartitionUpdate update;
    private final Origin origin;
    private final StoredPartition partition;
    private final PartitionDeletions deletions;
    private final List<KeyRange> deleted;
    private int range;
    private int unfiltered;
    private @Nullable Slice last;
    private @Nullable Row write;
    private Slice writeKey = ClusteringOrder.STATIC;

    PartitionChanges(MergedTable table, StoredPartition partition, PartitionUpdate update, Origin origin) {
        this.table = table;
        this.update = update;
        this.origin = origin;
        this.partition = partition;
        List<DeletedRange> ranges = DeletedRange.of(update, table.order());
        PartitionDeletions known = partition.deletions();
        this.deletions = known.plus(update.deletion(), ranges);
        if (!deletions.equals(known)) {
            partition.putDeletions(deletions);
        }
        this.deleted = update.deletion().isNone() ? keys(ranges) : List.of(EVERYTHING);
        this.write = update.staticRow();
        if (write == null) {
            advance();
        }
    }

    private static List<KeyRange> keys(List<DeletedRange> ranges) {
        return ranges.isEmpty()
                ? List.of()
                : ranges.stream().map(DeletedRange::keys).toList();
    }

    @Override
    public @Nullable RowChange next() {
        while (true) {
            @Nullable StoredRow kept = deleted.isEmpty() ? null : nextDeleted();
            @Nullable Row written = write;
            @Nullable RowChange change;
            if (written != null && (kept == null || writeKey.compareTo(kept.key()) <= 0)) {
                change = write(written);
            } else if (kept != null) {
                last = kept.key();
                change = merge(kept.key(), null, table.decode(kept.bytes()));
            } else {
                return null;
            }
            if (change != null) {
                return change;
            }
        }
    }

    private @Nullable RowChange write(Row written) {
        Slice key = writeKey;
        last = key;
        advance();
        byte @Nullable [] bytes = partition.row(key);
        return merge(key, written, bytes == null ? RowState.none(written.clustering()) : table.decode(bytes));
    }

    private @Nullable StoredRow nextDeleted() {
        for (; range < deleted.size(); range++) {
            KeyRange keys = deleted.get(range);
            @Nullable
            StoredRow row = last == null || last.compareTo(keys.from()) < 0
                    ? partition.rowFrom(keys.from())
                    : partition.rowBehind(last);
            if (row != null && row.key().compareTo(keys.to()) < 0) {
                return row;
            }
        }
        return null;
    }

    private void advance() {
        List<Unfiltered> unfiltereds = update.unfiltereds();
        while (unfiltered < unfiltereds.size()) {
            if (unfiltereds.get(unfiltered++) instanceof Row row) {
                write = row;
                writeKey = table.order().key(row.clustering());
                return;
            }
        }
        write = null;
    }

    private @Nullable RowChange merge(Slice key, @Nullable Row written, RowState before) {
        RowMerge merge = new RowMerge(table.visibility());
        RowState after = merge.merge(before, written, deletions.covering(key));
        if (!merge.changedState()) {
            return null;
        }
        table.put(partition, key, after);
        boolean was = table.visibility().exists(before);
        boolean is = table.visibility().exists(after);
        if (was == is && !(is && merge.changedColumns())) {
            return null;
        }
        return RowChange.between(
                table.visibility(),
                update.key(),
                key,
                was ? before : null,
                is ? after : null,
                origin,
                merge.timestamp());
    }
}

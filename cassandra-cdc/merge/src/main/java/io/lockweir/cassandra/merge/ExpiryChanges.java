package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.state.Visibility;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What ends as the clock moves on: by the time of the first end in a row, then by table, partition and row. */
final class ExpiryChanges implements Changes {

    private static final int BATCH = 256;
    private static final long MICROS = 1_000_000L;

    private final Function<TableId, MergedTable> tables;
    private final RowStore store;
    private final long clock;
    private final Runnable done;
    private final Deque<RowKey> batch = new ArrayDeque<>();

    /** @param done called when the clock has moved */
    ExpiryChanges(Function<TableId, MergedTable> tables, RowStore store, long clock, Runnable done) {
        this.tables = tables;
        this.store = store;
        this.clock = clock;
        this.done = done;
    }

    @Override
    public @Nullable RowChange next() {
        while (true) {
            if (batch.isEmpty()) {
                batch.addAll(store.expiring(clock, BATCH));
            }
            @Nullable RowKey key = batch.poll();
            if (key == null) {
                done.run();
                return null;
            }
            @Nullable RowChange change = expire(key);
            if (change != null) {
                return change;
            }
        }
    }

    private @Nullable RowChange expire(RowKey key) {
        MergedTable table = tables.apply(key.table());
        Visibility then = table.visibility();
        Visibility now = table.at(clock).visibility();
        StoredPartition partition = store.partition(key.table(), key.partition());
        byte[] bytes = Objects.requireNonNull(partition.row(key.key()), "a row that expires is kept");
        RowState row = table.decode(bytes);
        partition.putRow(key.key(), bytes, row.nextExpiry(clock));
        boolean was = then.exists(row);
        boolean is = now.exists(row);
        if (was == is && !(is && then.differs(now, row))) {
            return null;
        }
        return new RowChange(
                table.schema(),
                key.partition(),
                key.key(),
                was ? new RowImage(row, then) : null,
                is ? new RowImage(row, now) : null,
                Origin.TTL,
                row.nextExpiry(then.clock()) * MICROS);
    }
}

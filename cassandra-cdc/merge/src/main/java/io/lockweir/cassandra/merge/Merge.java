package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.state.RowCodec;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.state.TableLayout;
import io.lockweir.cassandra.merge.state.Visibility;
import io.lockweir.cassandra.merge.store.RowKey;
import io.lockweir.cassandra.merge.store.RowStore;
import io.lockweir.cassandra.merge.store.StoredPartition;
import io.lockweir.cassandra.merge.store.StoredRow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state machine: rows as Cassandra converges to them, and what each mutation changes in what a query ({@code SELECT}, {@code WRITETIME},
 * {@code TTL}) sees. What changes nothing gives nothing, which is how the same mutation from another replica, a hint, a repair or a second reading
 * disappears.
 *
 * <p>Mutations of one table may come in any order and any number: the rows at the end are the same. Time is what {@link #expire} was told
 * last. One thread at a time, and one {@link Changes} at a time: take its changes to the end before the next step.
 */
public final class Merge {

    private final RowStore store;
    private final RowCodec codec = new RowCodec();
    private final Map<TableId, MergedTable> tables = new HashMap<>();
    private @Nullable Step open;
    private long clock;

    /**
     * A merge over kept rows.
     *
     * @param clock as it was when the rows were kept, in seconds since 1970; of a new store any time not in the future
     */
    public Merge(RowStore store, long clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Up to when times to live have ended, in seconds since 1970. */
    public long clock() {
        return clock;
    }

    /**
     * Merges an update.
     *
     * @throws UnsupportedOperationException if the table has counters, is a materialized view, or has keys of a type whose order is not known
     * @throws io.lockweir.cassandra.merge.store.StateFullException here or from the changes, if the rows do not fit
     */
    public Changes apply(PartitionUpdate update, Origin origin) {
        checkFinished();
        MergedTable table = table(update.table());
        return start(new PartitionChanges(table, store.partition(update.table().id(), update.key()), update, origin));
    }

    /**
     * Forgets all rows of a table, as a truncation does: its older writes are as if they had never been, whatever their timestamps. Entries
     * that lie behind the truncation in their log (see {@link Epochs}) and were merged already must be merged again after it.
     *
     * @param timestamp of the truncation, in microseconds since 1970
     */
    public Changes truncate(TableSchema schema, long timestamp) {
        checkFinished();
        return start(new TruncationChanges(table(schema), store, timestamp));
    }

    /**
     * Moves the clock on, so that times to live end. Not before the logs were read up to that time: a row that was to be renewed would be
     * said to be gone.
     *
     * @param upTo seconds since 1970; a time before the clock does nothing
     */
    public Changes expire(long upTo) {
        checkFinished();
        if (upTo <= clock) {
            return () -> null;
        }
        return start(new ExpiryChanges(this::known, store, upTo, () -> moveTo(upTo)));
    }

    /**
     * Tells the schema of a table, before its rows are expired or purged that were kept before a restart.
     *
     * @throws UnsupportedOperationException as {@link #apply}
     */
    public void learn(TableSchema schema) {
        table(schema);
    }

    /**
     * What is kept of a row.
     *
     * @param key by the order of the partition's rows
     * @return null if nothing is
     */
    public @Nullable RowState row(TableSchema schema, Slice partition, Slice key) {
        byte[] bytes = store.partition(schema.id(), partition).row(key);
        return bytes == null ? null : table(schema).decode(bytes);
    }

    /** What is kept of the rows of a partition, the static one too, by their keys. */
    public void rows(TableSchema schema, Slice partition, BiConsumer<Slice, RowState> each) {
        MergedTable table = table(schema);
        StoredPartition kept = store.partition(schema.id(), partition);
        for (StoredRow row = kept.rowFrom(ClusteringOrder.STATIC); row != null; row = kept.rowBehind(row.key())) {
            each.accept(row.key(), table.decode(row.bytes()));
        }
    }

    /**
     * What became of a row since it was as given. Changes nothing.
     *
     * @param before as it was kept; null if it was not
     * @param micros the time of the change if the row tells none
     * @return null if a query sees no difference
     */
    public @Nullable RowChange since(
            TableSchema schema, RowKey key, byte @Nullable [] before, Origin origin, long micros) {
        MergedTable table = table(schema);
        byte[] now = store.partition(key.table(), key.partition()).row(key.key());
        return table.between(
                key,
                before == null ? null : table.decode(before),
                now == null ? null : table.decode(now),
                origin,
                micros);
    }

    /** A sweep that forgets what {@code purge} says, table by table; it does nothing for the tables of which {@link #learn} was not told. */
    public PurgeSweep sweep(PurgeSweep.Policy policy) {
        checkFinished();
        return new PurgeSweep(store, id -> tables.get(id), policy);
    }

    private void moveTo(long time) {
        clock = time;
        tables.replaceAll((id, table) -> table.at(time));
    }

    private MergedTable known(TableId id) {
        @Nullable MergedTable table = tables.get(id);
        if (table == null) {
            throw new IllegalStateException(
                    "Rows of the table " + id.toUuid() + " are kept, and its schema is not known; learn it first");
        }
        return table;
    }

    @SuppressWarnings(
            "ReferenceEquality") // A decoder gives the same object for each mutation; an equal one is as good as a new
    // one.
    private MergedTable table(TableSchema schema) {
        @Nullable MergedTable known = tables.get(schema.id());
        if (known != null && known.schema() == schema) {
            return known;
        }
        MergedTable table = new MergedTable(new Visibility(new TableLayout(schema), clock), codec);
        tables.put(schema.id(), table);
        return table;
    }

    private void checkFinished() {
        if (open != null && !open.finished) {
            throw new IllegalStateException("the changes of the step before were not taken to the end");
        }
    }

    private Changes start(Changes changes) {
        Step step = new Step(changes);
        open = step;
        return step;
    }

    /** Remembers whether all changes were taken. */
    private static final class Step implements Changes {

        private final Changes changes;
        private boolean finished;

        Step(Changes changes) {
            this.changes = changes;
        }

        @Override
        public @Nullable RowChange next() {
            @Nullable RowChange change = finished ? null : changes.next();
            finished = change == null;
            return change;
        }
    }
}

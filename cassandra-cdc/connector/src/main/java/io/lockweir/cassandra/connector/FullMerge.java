package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.connector.Parts.Part;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.connector.snapshot.Snapshot;
import io.lockweir.cassandra.connector.state.DirtyRows;
import io.lockweir.cassandra.connector.state.Reread;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.RowChange;
import io.lockweir.cassandra.merge.store.RowKey;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log does to the kept rows: writes, and truncations with what was written behind them. Not thread safe. */
final class FullMerge {
    private static final Logger LOGGER = LoggerFactory.getLogger(FullMerge.class);

    private final Merge merge;
    private final DirtyRows rows;
    private final Schemas schemas;
    private final NamedTables named;
    private final Snapshot snapshot;
    private final SnapshotMode mode;
    private final Again again;
    private int schemasSeen = -1;
    private int goneSeen = -1;
    private long goneSeenIn = -1;
    private Optional<Set<TableId>> toldBefore = Optional.empty();

    /** Reads the log once more. */
    @FunctionalInterface
    interface Again {
        /** What is written to a table between its truncation and the entry that tells of it. */
        LogAgain from(Truncation truncation, LogPosition told);
    }

    FullMerge(
            Merge merge,
            DirtyRows rows,
            Schemas schemas,
            TableFilter filter,
            Snapshot snapshot,
            SnapshotMode mode,
            Again again) {
        this.merge = merge;
        this.rows = rows;
        this.schemas = schemas;
        this.named = new NamedTables(filter);
        this.snapshot = snapshot;
        this.mode = mode;
        this.again = again;
        if (mode == SnapshotMode.NO_DATA) {
            snapshot.abandon();
            rows.tables().stream().filter(table -> !snapshot.knows(table)).forEach(snapshot::complete);
        }
    }

    long clock() {
        return merge.clock();
    }

    /** The changes of a mutation: each update is a part. */
    Parts of(Decoded.Mutation mutation) {
        forgetGone(mutation.start());
        knowTables();
        List<PartitionUpdate> updates = mutation.updates();
        if (updates.size() == 1 && isCaptured(updates.get(0))) {
            return Parts.one(() -> apply(updates.get(0)));
        }
        return new Parts(IntStream.range(0, updates.size())
                .boxed()
                .flatMap(number -> steps(mutation, updates.get(number)).map(step -> new Part(number, step))));
    }

    private Stream<Supplier<Changes>> steps(Decoded.Mutation mutation, PartitionUpdate update) {
        if (isCaptured(update)) {
            return Stream.of(() -> apply(update));
        }
        return Truncation.of(update).stream().flatMap(truncation -> truncate(truncation, mutation.start()));
    }

    private boolean isCaptured(PartitionUpdate update) {
        return isCaptured(update.table());
    }

    private boolean isCaptured(TableSchema table) {
        return schemas.isCaptured(table.id()) && isWanted(table);
    }

    private boolean isWanted(TableSchema table) {
        boolean isNamed = named.has(table);
        return toldBefore
                .map(before -> before.contains(table.id()) || (isNamed && schemas.isMadeInLog(table.id())))
                .orElse(isNamed);
    }

    /**
     * Between two steps: forgets tables that are not captured any more: without events, for their rows are still there. Dropped ones once the log has gone on to
     * another segment, so that no write comes behind. Where this happens depends on the log alone; for excluded tables on the configuration at the start.
     *
     * @return whether there was any
     */
    boolean forgetGone(LogPosition position) {
        if (goneSeen == schemas.version() && goneSeenIn == position.segment()) {
            return false;
        }
        goneSeen = schemas.version();
        goneSeenIn = position.segment();
        Set<TableId> gone = Stream.concat(rows.tables().stream(), snapshot.tables().stream())
                .filter(table -> isGone(table, position))
                .collect(Collectors.toSet());
        gone.forEach(table -> {
            LOGGER.info("The table {} is not captured any more; what was kept of it is forgotten", name(table));
            rows.forget(table);
            snapshot.forget(table);
        });
        return !gone.isEmpty();
    }

    /** Until {@link #live} the tables are those of before: an expiry that is half told is told to its end, whatever the configuration is now. */
    void keepTables() {
        toldBefore = Optional.of(snapshot.tables());
    }

    /** All that was told before a restart is merged. */
    void live() {
        if (toldBefore.isPresent()) {
            toldBefore = Optional.empty();
            goneSeen = -1;
            schemasSeen = -1;
        }
    }

    private boolean isGone(TableId id, LogPosition position) {
        Optional<TableSchema> table = schema(id);
        return table.isEmpty()
                || !isCaptured(table.get())
                || schemas.droppedAt(id)
                        .filter(dropped -> dropped.segment() < position.segment())
                        .isPresent();
    }

    private String name(TableId id) {
        return schema(id)
                .map(TableSchema::qualifiedName)
                .orElseGet(() -> id.toUuid().toString());
    }

    /**
     * Tells the snapshot of captured tables that are new, or others than before: where the log is, since what is merged again after a restart must be what was merged
     * before. The node may have a table already that the log makes later.
     */
    void knowTables() {
        if (schemasSeen == schemas.version()) {
            return;
        }
        schemasSeen = schemas.version();
        for (TableSchema table : schemas.tables()) {
            if (isCaptured(table) && schemas.isInForce(table.id())) {
                know(table);
            }
        }
    }

    private void know(TableSchema table) {
        boolean isNew = !snapshot.knows(table.id());
        if (mode == SnapshotMode.NO_DATA || (isNew && schemas.isMadeInLog(table.id()))) {
            if (isNew) {
                snapshot.complete(table.id());
            }
            return;
        }
        try {
            merge.learn(table);
            snapshot.include(table);
        } catch (UnsupportedOperationException e) {
            throw unsupported(table, e);
        }
    }

    private static HoldException unsupported(TableSchema table, UnsupportedOperationException cause) {
        return new HoldException(
                Reason.UNSUPPORTED_TABLE,
                cause.getMessage() + "; exclude " + table.qualifiedName() + " or use images=delta",
                cause);
    }

    private Changes apply(PartitionUpdate update) {
        if (!snapshot.knows(update.table().id())) {
            // The log has lost its making.
            know(update.table());
        }
        try {
            PartitionUpdate admitted = snapshot.admit(update);
            return admitted == null ? () -> null : noted(merge.apply(admitted, Origin.LOG));
        } catch (UnsupportedOperationException e) {
            throw unsupported(update.table(), e);
        }
    }

    /** The snapshot looks for rows that are in doubt by a change. */
    private Changes noted(Changes changes) {
        return () -> {
            RowChange change = changes.next();
            if (change != null) {
                snapshot.told(change);
            }
            return change;
        };
    }

    private Stream<Supplier<Changes>> truncate(Truncation truncation, LogPosition told) {
        Optional<TableSchema> table = schema(truncation.table());
        if (table.isEmpty()
                || (snapshot.isWhole(truncation.table()) && !rows.tables().contains(truncation.table()))) {
            return Stream.empty();
        }
        Supplier<Changes> forget = () -> {
            if (snapshot.knows(truncation.table())) {
                snapshot.complete(truncation.table());
            }
            return merge.truncate(table.get(), truncation.millis() * 1000);
        };
        return Stream.of(forget, () -> restored(truncation, told));
    }

    /** What stands between the position and the entry that tells of it was merged already, and stays. */
    private Changes restored(Truncation truncation, LogPosition told) {
        LogAgain log = again.from(truncation, told);
        return new Parts(Stream.generate(() -> written(log, truncation, told))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .filter(this::isCaptured)
                .map(update -> new Part(0, () -> apply(update))));
    }

    private static Optional<PartitionUpdate> written(LogAgain log, Truncation truncation, LogPosition told) {
        try {
            return Optional.ofNullable(log.next());
        } catch (IOException e) {
            throw lost(truncation, told, String.valueOf(e.getMessage()), e);
        }
    }

    private static HoldException lost(Truncation truncation, LogPosition told, String why, Throwable cause) {
        return new HoldException(
                Reason.GAP,
                "the table %s was truncated at %s, and what was written to it from there to %s cannot be read again: %s. Reset the connector's offsets, delete the state topic, and read the tables anew."
                        .formatted(truncation.table(), truncation.position(), told, why),
                cause);
    }

    /** Whether a time to live ends up to a time. */
    boolean endsBy(long upTo) {
        return upTo > merge.clock() && !rows.expiring(upTo, 1).isEmpty();
    }

    /** Ends times to live. */
    Parts expire(long upTo) {
        learn();
        return Parts.one(() -> noted(merge.expire(upTo)));
    }

    /** Tells the merge the tables whose rows are kept. */
    void learn() {
        rows.tables().forEach(id -> schema(id).ifPresent(merge::learn));
    }

    /** What became of rows that were read from the node, as far as their tables are still captured: each row is a part. */
    Parts since(List<Reread> rereads) {
        learn();
        return new Parts(IntStream.range(0, rereads.size())
                .mapToObj(number -> new Part(number, () -> since(rereads.get(number)))));
    }

    private Changes since(Reread reread) {
        RowKey row = reread.row();
        Iterator<RowChange> change = schema(row.table())
                .filter(this::isCaptured)
                .map(table -> merge.since(table, row, reread.before(), reread.origin(), reread.micros()))
                .stream()
                .iterator();
        return () -> change.hasNext() ? change.next() : null;
    }

    /** Rows of which only the node can tell what they are. */
    int doubts() {
        return snapshot.doubts();
    }

    private Optional<TableSchema> schema(TableId id) {
        return schemas.table(id);
    }
}

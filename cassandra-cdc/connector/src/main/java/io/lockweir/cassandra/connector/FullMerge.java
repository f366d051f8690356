package io.lockweir.cassandra.connector;

import io.lockweir.cassandra.connector.HoldException.Reason;
import io.lockweir.cassandra.connector.schema.Schemas;
import io.lockweir.cassandra.connector.segments.LogFollower;
import io.lockweir.cassandra.connector.snapshot.Snapshot;
import io.lockweir.cassandra.connector.state.DirtyRows;
import io.lockweir.cassandra.connector.state.Reread;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.mutation.Decoded;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.RowChange;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the log does to the kept rows: writes, and truncations with what was written behind them. Not thread safe. */
final class FullMerge {
    private final Merge merge;
    private final DirtyRows rows;
    private final Schemas schemas;
    private final TableFilter filter;
    private final Snapshot snapshot;
    private final SnapshotMode mode;
    private final Function<LogPosition, LogFollower> again;
    private int schemasSeen = -1;

    /** @param again reads the log once more from a position */
    FullMerge(
            Merge merge,
            DirtyRows rows,
            Schemas schemas,
            TableFilter filter,
            Snapshot snapshot,
            SnapshotMode mode,
            Function<LogPosition, LogFollower> again) {
        this.merge = merge;
        this.rows = rows;
        this.schemas = schemas;
        this.filter = filter;
        this.snapshot = snapshot;
        this.mode = mode;
        this.again = again;
        if (mode == SnapshotMode.NO_DATA) {
            snapshot.abandon();
        }
    }

    long clock() {
        return merge.clock();
    }

    /** The changes of a mutation, one update after the other. */
    Changes of(Decoded.Mutation mutation) {
        knowTables();
        return inTurn(mutation.updates().stream().flatMap(update -> steps(mutation, update)));
    }

    private Stream<Supplier<Changes>> steps(Decoded.Mutation mutation, PartitionUpdate update) {
        if (isCaptured(update)) {
            return Stream.of(() -> apply(update));
        }
        return Truncation.of(update).stream().flatMap(truncation -> truncate(truncation, mutation.start()));
    }

    private boolean isCaptured(PartitionUpdate update) {
        return schemas.isCaptured(update.table().id())
                && filter.test(update.table().qualifiedName());
    }

    /** Tells the snapshot of captured tables that are new, or others than before. */
    void knowTables() {
        if (mode == SnapshotMode.NO_DATA || schemasSeen == schemas.version()) {
            return;
        }
        schemasSeen = schemas.version();
        for (TableSchema table : schemas.tables()) {
            if (schemas.isCaptured(table.id()) && filter.test(table.qualifiedName())) {
                know(table);
            }
        }
    }

    private void know(TableSchema table) {
        if (!snapshot.knows(table.id()) && schemas.isMadeInLog(table.id())) {
            snapshot.complete(table.id());
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
        // What stands between the position and the entry that tells of it was merged already, and stays.
        Supplier<Changes> restore =
                () -> inTurn(written(truncation, told).stream().map(update -> (Supplier<Changes>) () -> apply(update)));
        return Stream.of(forget, restore);
    }

    private List<PartitionUpdate> written(Truncation truncation, LogPosition told) {
        Stream.Builder<PartitionUpdate> found = Stream.builder();
        try (LogFollower log = again.apply(truncation.position())) {
            for (Optional<Entry> entry = log.next();
                    entry.isPresent() && entry.get().start().compareTo(told) < 0;
                    entry = log.next()) {
                if (!(schemas.decoder().decode(entry.get()) instanceof Decoded.Mutation mutation)) {
                    throw lost(
                            truncation,
                            told,
                            "the mutation at " + entry.get().start() + " is of a table that is gone",
                            null);
                }
                mutation.updates().stream()
                        .filter(update -> update.table().id().equals(truncation.table()) && isCaptured(update))
                        .forEach(found);
            }
            return found.build().toList();
        } catch (IOException e) {
            throw lost(truncation, told, String.valueOf(e.getMessage()), e);
        }
    }

    private static HoldException lost(Truncation truncation, LogPosition told, String why, @Nullable Throwable cause) {
        return new HoldException(
                Reason.GAP,
                "the table %s was truncated at %s, and what was written to it from there to %s cannot be read again: %s. Reset the connector's offsets, delete the state topic, and read the tables anew."
                        .formatted(truncation.table(), truncation.position(), told, why),
                cause);
    }

    private static Changes inTurn(Stream<Supplier<Changes>> steps) {
        Iterator<Supplier<Changes>> rest = steps.iterator();
        return new Changes() {
            private @Nullable Changes current;

            @Override
            public @Nullable RowChange next() {
                while (true) {
                    RowChange change = current == null ? null : current.next();
                    if (change != null) {
                        return change;
                    }
                    if (!rest.hasNext()) {
                        current = null;
                        return null;
                    }
                    current = rest.next().get();
                }
            }
        };
    }

    /** Whether a time to live ends up to a time. */
    boolean endsBy(long upTo) {
        return upTo > merge.clock() && !rows.expiring(upTo, 1).isEmpty();
    }

    /** Ends times to live. */
    Changes expire(long upTo) {
        learn();
        return noted(merge.expire(upTo));
    }

    /** Tells the merge the tables whose rows are kept, and forgets rows of tables that nobody knows any more. */
    void learn() {
        for (TableId id : rows.tables()) {
            schema(id).ifPresentOrElse(merge::learn, () -> rows.forget(id));
        }
    }

    /** What became of rows that were read from the node, as far as their tables are still known. */
    Changes since(List<Reread> rereads) {
        learn();
        Iterator<Reread> rest = rereads.iterator();
        return () -> {
            while (rest.hasNext()) {
                Reread reread = rest.next();
                RowChange change = schema(reread.row().table())
                        .map(table ->
                                merge.since(table, reread.row(), reread.before(), reread.origin(), reread.micros()))
                        .orElse(null);
                if (change != null) {
                    return change;
                }
            }
            return null;
        };
    }

    /** Rows of which only the node can tell what they are. */
    int doubts() {
        return snapshot.doubts();
    }

    private Optional<TableSchema> schema(TableId id) {
        return schemas.tables().stream().filter(table -> table.id().equals(id)).findFirst();
    }
}

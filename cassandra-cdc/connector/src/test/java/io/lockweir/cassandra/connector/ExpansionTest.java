package io.lockweir.cassandra.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.connector.Expansion.Placed;
import io.lockweir.cassandra.connector.event.EventSettings;
import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.connector.event.FullEvents;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpansionTest {
    private static final TableSchema TABLE = new TableSchema(
            new TableId(1, 2),
            "bank",
            "ledger",
            List.of(Column.partitionKey("account", Native.TEXT)),
            List.of(Column.clustering("note", Native.TEXT, Order.ASCENDING)),
            List.of(),
            List.of(),
            List.of());
    private static final LogPosition START = new LogPosition(7, 8);
    private static final SourceOffset AFTER = new SourceOffset("host", new LogPosition(7, 99), 0);

    @Test
    void goesOnBehindTheLastEvent() {
        for (Tombstones tombstones : Tombstones.values()) {
            List<Placed> whole = take(deleteOfThreeRows(tombstones, 0));
            assertThat(whole.get(whole.size() - 1).offset()).isEqualTo(AFTER);
            for (int sent = 1; sent < whole.size(); sent++) {
                int skip = whole.get(sent - 1).offset().skip();
                assertThat(texts(take(deleteOfThreeRows(tombstones, skip))))
                        .isEqualTo(texts(whole.subList(sent, whole.size())));
            }
        }
    }

    /** An operator may turn them off while a delete of many rows is half told. */
    @Test
    void losesNoDeleteWhereTombstonesWereTurnedOffInBetween() {
        for (int sent = 1; sent < 6; sent++) {
            List<Placed> whole = take(deleteOfThreeRows(Tombstones.EMIT, 0));
            List<String> told = new ArrayList<>(texts(whole.subList(0, sent)));
            int skip = whole.get(sent - 1).offset().skip();
            told.addAll(texts(take(deleteOfThreeRows(Tombstones.OMIT, skip))));
            told.removeIf(text -> text.startsWith("tombstone"));
            assertThat(told).as("after %s events", sent).containsExactly("d a", "d b", "d c");
        }
    }

    @Test
    void repeatsNoDeleteWhereTombstonesWereTurnedOnInBetween() {
        for (int sent = 1; sent < 3; sent++) {
            List<Placed> whole = take(deleteOfThreeRows(Tombstones.OMIT, 0));
            List<String> told = new ArrayList<>(texts(whole.subList(0, sent)));
            int skip = whole.get(sent - 1).offset().skip();
            told.addAll(texts(take(deleteOfThreeRows(Tombstones.EMIT, skip))));
            told.removeIf(text -> text.startsWith("tombstone"));
            assertThat(told).as("after %s events", sent).containsExactly("d a", "d b", "d c");
        }
    }

    private static Expansion deleteOfThreeRows(Tombstones tombstones, int told) {
        Merge merge = new Merge(new HeapRowStore(1 << 20), 0);
        List<Unfiltered> rows = new ArrayList<>();
        for (String note : List.of("a", "b", "c")) {
            rows.add(new Row(
                    Clustering.of(Slice.utf8(note)),
                    new Liveness(1, Cell.NO_TTL, Cell.NO_DELETION_TIME),
                    RowDeletion.NONE,
                    List.of()));
        }
        Changes written = merge.apply(update(Deletion.NONE, rows), io.lockweir.cassandra.merge.Origin.LOG);
        while (written.next() != null) {
            // To the end.
        }
        FullEvents events = new FullEvents(
                new EventSettings("bank", "local", "1", tombstones, CellMetadata.NONE, Clock.systemUTC()));
        return new Expansion(
                merge.apply(update(new Deletion(2, 2), List.of()), io.lockweir.cassandra.merge.Origin.LOG),
                change -> events.of(change, new Origin("host", START)),
                new SourceOffset("host", START, 0),
                AFTER,
                told);
    }

    private static PartitionUpdate update(Deletion deletion, List<Unfiltered> rows) {
        return new PartitionUpdate(TABLE, Slice.utf8("x"), deletion, null, rows);
    }

    private static List<Placed> take(Expansion expansion) {
        List<Placed> all = new ArrayList<>();
        for (@Nullable Placed placed = expansion.next(); placed != null; placed = expansion.next()) {
            all.add(placed);
        }
        return all;
    }

    private static List<String> texts(List<Placed> placed) {
        return placed.stream()
                .map(one -> {
                    Struct value = one.event().value();
                    String note = one.event().key().getString("note");
                    return (value == null ? "tombstone " : value.getString("op") + " ") + note;
                })
                .toList();
    }
}

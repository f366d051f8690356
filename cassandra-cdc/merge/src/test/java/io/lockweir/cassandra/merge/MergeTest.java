package io.lockweir.cassandra.merge;

import static io.lockweir.cassandra.merge.Ledger.AMOUNT;
import static io.lockweir.cassandra.merge.Ledger.LABELS;
import static io.lockweir.cassandra.merge.Ledger.OWNER;
import static io.lockweir.cassandra.merge.Ledger.TABLE;
import static io.lockweir.cassandra.merge.Ledger.TAGS;
import static io.lockweir.cassandra.merge.Ledger.TEXT;
import static io.lockweir.cassandra.merge.Ledger.at;
import static io.lockweir.cassandra.merge.Ledger.bound;
import static io.lockweir.cassandra.merge.Ledger.cell;
import static io.lockweir.cassandra.merge.Ledger.complex;
import static io.lockweir.cassandra.merge.Ledger.delete;
import static io.lockweir.cassandra.merge.Ledger.element;
import static io.lockweir.cassandra.merge.Ledger.expiring;
import static io.lockweir.cassandra.merge.Ledger.insert;
import static io.lockweir.cassandra.merge.Ledger.integer;
import static io.lockweir.cassandra.merge.Ledger.tombstone;
import static io.lockweir.cassandra.merge.Ledger.update;
import static io.lockweir.cassandra.merge.Ledger.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.state.Purge;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import io.lockweir.cassandra.merge.store.StateFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergeTest {

    /** The clock stands still as long as nothing expires: no reason to keep tombstones. */
    @Test
    void forgetsTombstonesOfATableInWhichNothingEverExpires() {
        apply(write(1, insert(at(1, "a"), 10, cell(AMOUNT, 10, integer(5)))));
        apply(write(1, delete(at(1, "a"), 12)));
        apply(write(2, update(at(1, "a"), tombstone(AMOUNT, 10, 500))));
        sweep(1_000_000_000_000L);
        assertThat(store.tables()).isEmpty();
        assertThat(store.bytes()).isZero();
    }

    @Test
    void forgetsNoExpiredValueWhoseEndWasNotTold() {
        apply(write(1, insert(at(1, "a"), 10, expiring(AMOUNT, 10, 100, 200, integer(5)))));
        sweep(1_000_000_000_000L);
        assertThat(kinds(drain(merge.expire(200)))).containsExactly(Kind.UPDATE);
        sweep(1_000_000_000_000L);
        assertThat(store.rows()).isEqualTo(1);
    }

    private void sweep(long before) {
        PurgeSweep sweep = merge.sweep(table -> new Purge(before));
        while (sweep.run(10)) {
            // All of it.
        }
    }

    private final HeapRowStore store = new HeapRowStore(1 << 20);
    private final Merge merge = new Merge(store, 100);

    @Test
    void saysCreateUpdateDeleteAndNothingForAReplica() {
        PartitionUpdate create = write(1, insert(at(1, "a"), 10, cell(AMOUNT, 10, integer(5))));
        assertThat(kinds(apply(create))).containsExactly(Kind.CREATE);
        assertThat(apply(create)).isEmpty();
        assertThat(kinds(apply(write(1, update(at(1, "a"), cell(AMOUNT, 11, integer(6)))))))
                .containsExactly(Kind.UPDATE);
        assertThat(kinds(apply(write(1, delete(at(1, "a"), 12))))).containsExactly(Kind.DELETE);
        assertThat(apply(create)).isEmpty();
    }

    @Test
    void aBatchThatDeletesAndInsertsIsOneChange() {
        apply(write(1, insert(at(1, "a"), 5, cell(TEXT, 5, Slice.utf8("old")))));
        PartitionUpdate batch =
                write(TABLE, 1, new Deletion(10, 100), null, insert(at(1, "a"), 20, cell(AMOUNT, 20, integer(7))));
        List<RowChange> changes = apply(batch);
        assertThat(kinds(changes)).containsExactly(Kind.UPDATE);
        assertThat(Objects.requireNonNull(changes.get(0).after()).columns())
                .containsExactly(cell(AMOUNT, 20, integer(7)));
    }

    @Test
    void anUpdateLeavesNoRowOnceAllItsCellsAreNull() {
        apply(write(1, update(at(1, "a"), cell(AMOUNT, 5, integer(1)))));
        assertThat(kinds(apply(write(1, update(at(1, "a"), tombstone(AMOUNT, 6, 100))))))
                .containsExactly(Kind.DELETE);
        apply(write(1, insert(at(2, "a"), 5, cell(AMOUNT, 5, integer(1)))));
        assertThat(kinds(apply(write(1, update(at(2, "a"), tombstone(AMOUNT, 6, 100))))))
                .containsExactly(Kind.UPDATE);
    }

    @Test
    void theSameValueAtALaterTimestampIsAChange() {
        apply(write(1, update(at(1, "a"), cell(AMOUNT, 5, integer(1)))));
        assertThat(kinds(apply(write(1, update(at(1, "a"), cell(AMOUNT, 6, integer(1)))))))
                .containsExactly(Kind.UPDATE);
    }

    @Test
    void aNewerRowMarkerAloneIsNotSeen() {
        apply(write(1, insert(at(1, "a"), 5)));
        assertThat(apply(write(1, insert(at(1, "a"), 6)))).isEmpty();
    }

    @Test
    void toRemoveAnElementIsNotToAddOne() {
        apply(write(1, update(at(1, "a"), complex(LABELS, Deletion.NONE, label(1, 5), label(2, 5)))));
        Cell removed = new Cell(LABELS, integer(1), 6, Cell.NO_TTL, 100, Slice.EMPTY);
        List<RowChange> changes = apply(write(1, update(at(1, "a"), complex(LABELS, Deletion.NONE, removed))));
        assertThat(Objects.requireNonNull(changes.get(0).after()).columns())
                .containsExactly(complex(LABELS, Deletion.NONE, label(2, 5)));
    }

    @Test
    void toOverwriteACollectionReplacesItsElements() {
        apply(write(1, update(at(1, "a"), complex(LABELS, Deletion.NONE, label(1, 5), label(2, 5)))));
        List<RowChange> changes =
                apply(write(1, update(at(1, "a"), complex(LABELS, new Deletion(9, 100), label(3, 10)))));
        assertThat(Objects.requireNonNull(changes.get(0).after()).columns())
                .containsExactly(complex(LABELS, Deletion.NONE, label(3, 10)));
    }

    @Test
    void staticsAreARowOfTheirOwnThatOnlyPartitionDeletionsReach() {
        Row statics = new Row(
                Clustering.EMPTY,
                Liveness.NONE,
                RowDeletion.NONE,
                List.of(
                        cell(OWNER, 5, Slice.utf8("ann")),
                        complex(TAGS, Deletion.NONE, element(TAGS, Slice.utf8("x"), 5, Slice.EMPTY))));
        List<RowChange> changes = apply(write(TABLE, 1, Deletion.NONE, statics, insert(at(1, "a"), 5)));
        assertThat(changes).extracting(RowChange::isStatic).containsExactly(true, false);

        Deletion range = new Deletion(6, 100);
        changes = apply(
                write(1, bound(RangeBound.Kind.INCLUSIVE_START, range), bound(RangeBound.Kind.INCLUSIVE_END, range)));
        assertThat(changes).extracting(RowChange::isStatic).containsExactly(false);

        changes = apply(write(TABLE, 1, new Deletion(7, 100), null));
        assertThat(changes).extracting(RowChange::isStatic).containsExactly(true);
    }

    @Test
    void aRangeDeletionTakesTheRowsBetweenItsTypedBounds() {
        for (int day = -3; day <= 3; day++) {
            apply(write(1, insert(at(day, "a"), 5)));
        }
        Deletion range = new Deletion(6, 100);
        List<RowChange> changes = apply(write(
                1,
                bound(RangeBound.Kind.INCLUSIVE_START, range, integer(2)),
                bound(RangeBound.Kind.EXCLUSIVE_END, range, integer(-1))));
        assertThat(changes)
                .extracting(change ->
                        Objects.requireNonNull(change.clustering().value(0)).intAt(0))
                .containsExactly(2, 1, 0);
        assertThat(apply(write(1, insert(at(1, "late"), 6)))).isEmpty();
        assertThat(kinds(apply(write(1, insert(at(-1, "late"), 6))))).containsExactly(Kind.CREATE);
    }

    @Test
    void anExpansionIsDoneAsItIsTakenAndTheSameAgainFromAnOlderState() {
        for (int day = 0; day < 100; day++) {
            apply(write(1, insert(at(day, "a"), 5)));
        }
        PartitionUpdate deletion = write(TABLE, 1, new Deletion(6, 100), null);
        Changes first = merge.apply(deletion, Origin.LOG);
        List<RowChange> taken = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            taken.add(Objects.requireNonNull(first.next()));
        }
        assertThat(taken).isSortedAccordingTo((a, b) -> a.key().compareTo(b.key()));

        // As after a restart with this state: the same step again goes on behind the last one.
        Merge restarted = new Merge(store, 100);
        List<RowChange> rest = drain(restarted.apply(deletion, Origin.LOG));
        assertThat(rest).hasSize(70);
        assertThat(rest.get(0).key()).isGreaterThan(taken.get(29).key());
    }

    @Test
    void refusesTheNextStepBeforeTheChangesWereTaken() {
        Changes open = merge.apply(write(1, insert(at(1, "a"), 5)), Origin.LOG);
        assertThat(open.next()).isNotNull();
        assertThatThrownBy(() -> merge.expire(200)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhenATimeToLiveEnds() {
        apply(write(
                1,
                update(
                        at(1, "a"),
                        expiring(AMOUNT, 5, 10, 110, integer(1)),
                        expiring(TEXT, 5, 20, 120, Slice.utf8("x")))));
        assertThat(drain(merge.expire(109))).isEmpty();
        List<RowChange> changes = drain(merge.expire(110));
        assertThat(kinds(changes)).containsExactly(Kind.UPDATE);
        assertThat(changes.get(0).origin()).isEqualTo(Origin.TTL);
        assertThat(changes.get(0).timestamp()).isEqualTo(110_000_000L);
        assertThat(kinds(drain(merge.expire(500)))).containsExactly(Kind.DELETE);
        assertThat(drain(merge.expire(501))).isEmpty();
    }

    @Test
    void whatCameAlreadyExpiredIsNeverSeenButStillWins() {
        drain(merge.expire(200));
        apply(write(1, update(at(1, "a"), cell(AMOUNT, 5, integer(1)))));
        assertThat(kinds(apply(write(1, update(at(1, "a"), expiring(AMOUNT, 6, 10, 150, integer(2)))))))
                .containsExactly(Kind.DELETE);
        assertThat(apply(write(1, update(at(1, "a"), cell(AMOUNT, 6, integer(3))))))
                .isEmpty();
    }

    @Test
    void aTruncationGoesByLogPositionNotByTimestamp() {
        apply(write(1, insert(at(1, "a"), 50)));
        assertThat(kinds(drain(merge.truncate(TABLE, 60)))).containsExactly(Kind.DELETE);
        assertThat(kinds(apply(write(1, insert(at(1, "a"), 40))))).containsExactly(Kind.CREATE);
    }

    @Test
    void aDropHidesOlderCellsOfTheColumnAddedAgain() {
        TableSchema again = new TableSchema(
                TABLE.id(),
                "bank",
                "ledger",
                TABLE.partitionKey(),
                TABLE.clustering(),
                TABLE.statics(),
                TABLE.regulars(),
                List.of(AMOUNT.droppedAt(10)));
        Column amount = again.column("amount").orElseThrow();
        apply(write(1, insert(at(1, "a"), 5, cell(AMOUNT, 5, integer(1)))));
        List<RowChange> changes =
                apply(write(again, 1, Deletion.NONE, null, update(at(1, "a"), cell(amount, 10, integer(2)))));
        assertThat(changes).isEmpty();
        changes = apply(write(again, 1, Deletion.NONE, null, update(at(1, "a"), cell(amount, 11, integer(3)))));
        assertThat(Objects.requireNonNull(changes.get(0).before()).columns()).isEmpty();
        assertThat(Objects.requireNonNull(changes.get(0).after()).columns())
                .containsExactly(cell(amount, 11, integer(3)));
    }

    @Test
    void aColumnThatIsDroppedIsNotSeenThoughItIsKept() {
        List<Column> rest = TABLE.regulars().stream()
                .filter(column -> !column.equals(AMOUNT))
                .toList();
        TableSchema without = new TableSchema(
                TABLE.id(),
                "bank",
                "ledger",
                TABLE.partitionKey(),
                TABLE.clustering(),
                TABLE.statics(),
                rest,
                List.of(AMOUNT.droppedAt(10)));
        apply(write(1, update(at(1, "a"), cell(AMOUNT, 50, integer(1)))));
        List<RowChange> changes =
                apply(write(without, 1, Deletion.NONE, null, update(at(1, "a"), cell(TEXT, 51, Slice.utf8("x")))));
        assertThat(kinds(changes)).containsExactly(Kind.CREATE);
        assertThat(Objects.requireNonNull(changes.get(0).after()).columns())
                .containsExactly(cell(TEXT, 51, Slice.utf8("x")));
    }

    @Test
    void refusesCountersAndViews() {
        TableSchema counters = new TableSchema(
                new TableId(3, 4),
                "bank",
                "hits",
                TABLE.partitionKey(),
                List.of(),
                List.of(),
                List.of(Column.regular("hits", Native.COUNTER)),
                List.of());
        assertThatThrownBy(() -> merge.apply(write(counters, 1, Deletion.NONE, null), Origin.LOG))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("bank.hits")
                .hasMessageContaining("read their rows back");
        Row shadowable = new Row(at(1, "a"), Liveness.NONE, new RowDeletion(new Deletion(1, 1), true), List.of());
        assertThatThrownBy(() -> apply(write(1, shadowable)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("materialized view");
    }

    @Test
    void namesWhatToDoWhenTheHeapIsFull() {
        Merge small = new Merge(new HeapRowStore(2_000), 100);
        assertThatThrownBy(() -> {
                    for (int day = 0; day < 100; day++) {
                        drain(small.apply(write(1, insert(at(day, "a"), 5)), Origin.LOG));
                    }
                })
                .isInstanceOf(StateFullException.class)
                .hasMessageContaining("Raise the bound");
    }

    @Test
    void readsARowOfASnapshotAsRead() {
        List<RowChange> changes = drain(merge.apply(write(1, insert(at(1, "a"), 5)), Origin.SNAPSHOT));
        assertThat(kinds(changes)).containsExactly(Kind.READ);
        assertThat(Kind.READ.code()).isEqualTo("r");
    }

    private static Cell label(int key, long timestamp) {
        return element(LABELS, integer(key), timestamp, Slice.utf8("l" + key));
    }

    private List<RowChange> apply(PartitionUpdate update) {
        return drain(merge.apply(update, Origin.LOG));
    }

    private static List<RowChange> drain(Changes changes) {
        List<RowChange> all = new ArrayList<>();
        for (@Nullable RowChange change = changes.next(); change != null; change = changes.next()) {
            all.add(change);
        }
        return all;
    }

    private static List<Kind> kinds(List<RowChange> changes) {
        return changes.stream().map(RowChange::kind).toList();
    }
}

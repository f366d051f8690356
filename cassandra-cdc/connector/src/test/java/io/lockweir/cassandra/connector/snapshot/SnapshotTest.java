package io.lockweir.cassandra.connector.snapshot;

import static io.lockweir.cassandra.connector.snapshot.Rows.MICROS;
import static io.lockweir.cassandra.connector.snapshot.Rows.TABLE;
import static io.lockweir.cassandra.connector.snapshot.Rows.found;
import static io.lockweir.cassandra.connector.snapshot.Rows.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.connector.snapshot.RowSource.Page;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.Origin;
import io.lockweir.cassandra.merge.RowChange;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is merged when, without a node. Partition 1 comes before 2 and 3 on the ring: 1, 2, 3 have the tokens -4069…, -3248…, 9010…. */
final class SnapshotTest {
    /** Long after the snapshot. */
    private static final long LATER = MICROS + 60_000_000;

    private final Rows rows = new Rows();
    private final HeapRowStore store = new HeapRowStore(1_000_000);
    private final Merge merge = new Merge(store, 0);
    private Snapshot snapshot = new Snapshot(merge, rows, ElementTimes.TOLD, 2, Rows.CLOCK);

    private List<String> log(PartitionUpdate update) {
        PartitionUpdate admitted = snapshot.admit(update);
        List<String> told = admitted == null ? new ArrayList<>() : told(merge.apply(admitted, Origin.LOG));
        told.addAll(told(snapshot.settle()));
        return told;
    }

    private List<String> told(Changes changes) {
        List<String> told = new ArrayList<>();
        for (RowChange change = changes.next(); change != null; change = changes.next()) {
            snapshot.told(change);
            told.add(change.kind().code() + " " + change.partitionKey().intAt(0));
        }
        return told;
    }

    @Test
    void entryOfARowThatIsNotReadYetIsLeftToTheQuery() {
        snapshot.include(TABLE);
        assertThat(log(insert(1, 1, 5, LATER))).isEmpty();
        rows.pages.add(new Page(List.of(found(1, 1, 5, LATER)), false));
        assertThat(told(snapshot.read())).containsExactly("r 1");
        assertThat(log(insert(1, 1, 6, LATER + 1))).containsExactly("u 1");
        assertThat(log(insert(3, 1, 6, LATER))).as("behind what is read").isEmpty();
        assertThat(log(insert(1, 2, 6, LATER)))
                .as("behind it in the same partition")
                .isEmpty();
    }

    @Test
    void entryJustBeforeTheQueryThatTheQueryDoesNotShowIsMergedBehindIt() {
        snapshot.include(TABLE);
        assertThat(log(insert(1, 1, 5, LATER))).isEmpty();
        rows.pages.add(new Page(List.of(found(2, 1, 5, LATER)), true));
        assertThat(told(snapshot.read())).containsExactly("r 2", "c 1");
    }

    @Test
    void tableThatIsForgottenInTheMiddleOfItsScanIsReadFromItsBeginning() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(found(1, 1, 5, LATER)), false));
        assertThat(told(snapshot.read())).containsExactly("r 1");
        snapshot.forget(TABLE.id());
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(found(2, 1, 5, LATER)), true));
        assertThat(told(snapshot.read())).containsExactly("r 2");
        assertThat(rows.scans).isEqualTo(2);
    }

    @Test
    void emptyPageThatIsNotTheLastEndsNothing() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(), false));
        assertThat(told(snapshot.read())).isEmpty();
        assertThat(snapshot.isWhole(TABLE.id())).isFalse();
    }

    @Test
    void rowWithoutValuesIsInDoubtOnlyIfNobodySawItsMarker() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(found(1, 1, 5, 10), found(1, 2, 5, 10)), true));
        told(snapshot.read());
        rows.single.put(key(2), found(1, 2, null, 0));
        assertThat(log(Rows.nullValue(1, 1, LATER))).containsExactly("u 1", "d 1");
        assertThat(log(Rows.nullValue(1, 2, LATER))).containsExactly("u 1");
        assertThat(log(insert(1, 1, 7, LATER + 1))).as("told once more").containsExactly("c 1");
    }

    @Test
    void lateWriteIsWhatTheRowSaysNow() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(), true));
        told(snapshot.read());
        assertThat(log(insert(1, 1, 5, MICROS - 100)))
                .as("a tombstone hides it")
                .isEmpty();
        rows.single.put(key(2), found(1, 2, 5, MICROS - 100));
        assertThat(log(insert(1, 2, 5, MICROS - 100))).containsExactly("c 1");
        assertThat(log(insert(1, 3, 5, MICROS + TableFence.SKEW_MICROS)))
                .as("in time")
                .containsExactly("c 1");
        rows.single.clear();
        assertThat(log(Rows.delete(1, MICROS - 50))).as("deletes late, too").containsExactly("d 1");
    }

    @Test
    void lateWriteThatEndedBeforeItsRowIsReadTakesWithItWhatItHid() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(found(1, 1, 5, 10), found(1, 2, 5, 10), found(1, 3, 5, 10)), true));
        told(snapshot.read());
        rows.single.put(key(2), found(1, 2, null, 0));
        rows.single.put(key(3), found(1, 3, 7, MICROS - 50));
        assertThat(log(ending(1, MICROS - 100))).as("all of the row has ended").containsExactly("d 1");
        assertThat(log(ending(2, MICROS - 100))).as("its value has").containsExactly("u 1");
        assertThat(log(ending(3, MICROS - 100))).as("it was written to again").containsExactly("u 1");
        assertThat(log(insert(1, 3, 6, MICROS - 200)))
                .as("older than what ended")
                .isEmpty();
    }

    /** A write that has ended. */
    private static PartitionUpdate ending(int row, long timestamp) {
        Cell cell = new Cell(Rows.VALUE, null, timestamp, 3, Rows.NOW, Rows.integer(6));
        return Rows.write(1, row, new Liveness(timestamp, 3, Rows.NOW), cell);
    }

    @Test
    void lateDeletionOfARowWhoseMarkerNobodySawIsWhatTheRowSaysNow() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(found(1, 1, null, 0), found(1, 2, null, 0)), true));
        assertThat(told(snapshot.read())).containsExactly("r 1", "r 1");
        rows.single.put(key(2), found(1, 2, null, 0));
        assertThat(log(Rows.delete(1, MICROS - 50)))
                .as("both hidden, and one found again")
                .containsExactly("d 1", "d 1", "c 1");
        assertThat(log(Rows.delete(1, MICROS - 40))).containsExactly("d 1", "c 1");
        rows.single.clear();
        assertThat(log(insert(1, 2, 5, MICROS - 100)))
                .as("deleted meanwhile, and written late")
                .containsExactly("d 1");
        rows.single.put(key(2), found(1, 2, null, 0));
        assertThat(log(insert(1, 2, 5, MICROS - 90))).containsExactly("c 1");
        assertThat(log(Rows.delete(1, LATER))).as("in time").containsExactly("d 1");
    }

    @Test
    void rowThatIsFoundIsNewerThanWhatIsKnownToBeDeleted() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(found(1, 1, null, 0)), false));
        rows.pages.add(new Page(List.of(found(1, 2, null, 0)), true));
        told(snapshot.read());
        assertThat(log(Rows.delete(1, LATER)))
                .as("in the partition of the fence")
                .containsExactly("d 1");
        assertThat(told(snapshot.read())).containsExactly("r 1");
        assertThat(log(Rows.delete(1, LATER + 1))).containsExactly("d 1");
    }

    @Test
    void readingGoesOnBehindWhatWasKept() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(found(1, 1, 5, 10), found(2, 1, 5, 10)), false));
        rows.pages.add(new Page(List.of(found(3, 1, 5, 10)), true));
        assertThat(told(snapshot.read())).containsExactly("r 1", "r 2");
        byte[] progress = snapshot.progress();
        snapshot = new Snapshot(merge, rows, ElementTimes.TOLD, 2, Rows.CLOCK);
        snapshot.restore(progress);
        assertThat(snapshot.knows(TABLE.id())).isTrue();
        snapshot.include(TABLE);
        assertThat(log(insert(1, 1, 6, LATER))).as("what was read").containsExactly("u 1");
        assertThat(log(insert(3, 1, 6, LATER))).as("what was not").isEmpty();
        assertThat(told(snapshot.read())).containsExactly("r 3", "u 3");
        assertThat(snapshot.isReading()).isFalse();
    }

    /** Else a write that was in time would be late when the log is merged again, and be told twice. */
    @Test
    void whatIsLateIsTheSameAfterARestart() {
        TableFence fence = TableFence.unread();
        RingPosition first = RingPosition.of(Rows.integer(1), key(1));
        RingPosition second = RingPosition.of(Rows.integer(2), key(1));
        fence.read(first, MICROS);
        fence.read(second, MICROS + 500_000);
        fence.read(null, MICROS + 900_000);
        TableFence kept =
                Objects.requireNonNull(SnapshotProgress.of(new SnapshotProgress(Map.of(TABLE.id(), fence)).toBytes())
                        .tables()
                        .get(TABLE.id()));
        for (RingPosition row : List.of(first, second, RingPosition.of(Rows.integer(3), key(1)))) {
            assertThat(kept.lateBefore(row)).isEqualTo(fence.lateBefore(row));
        }
        assertThat(fence.lateBefore(first)).isLessThan(fence.lateBefore(second));
        assertThat(kept.isWhole()).isTrue();
    }

    @Test
    void abandonedReadingLeavesNothingOut() {
        snapshot.include(TABLE);
        rows.pages.add(new Page(List.of(found(1, 1, 5, 10)), false));
        told(snapshot.read());
        snapshot.abandon();
        assertThat(snapshot.isReading()).isFalse();
        assertThat(log(insert(3, 1, 6, LATER))).containsExactly("c 3");
        assertThat(log(insert(1, 1, 6, LATER))).containsExactly("u 1");
    }

    @Test
    void cellThatWasReadBeforeItsWriteWasFoundIsNotToldTwice() {
        snapshot.include(TABLE);
        FoundRow expiring = new FoundRow(
                Rows.QUERY,
                List.of(Rows.integer(1), Rows.integer(1), Rows.integer(5), Rows.number(LATER), Rows.integer(100)),
                Rows.NOW);
        rows.pages.add(new Page(List.of(expiring), true));
        assertThat(told(snapshot.read())).containsExactly("r 1");
        Cell written = new Cell(Rows.VALUE, null, LATER, 160, Rows.NOW + 100, Rows.integer(5));
        assertThat(log(Rows.write(1, 1, Liveness.NONE, written))).isEmpty();
    }

    @Test
    void truncationEndsTheReading() {
        snapshot.include(TABLE);
        snapshot.complete(TABLE.id());
        assertThat(snapshot.isReading()).isFalse();
        assertThat(log(insert(1, 1, 5, 1))).as("whatever its timestamp").containsExactly("c 1");
    }

    private static Slice key(int n) {
        return ClusteringOrder.of(TABLE).key(Clustering.of(Rows.integer(n)));
    }
}

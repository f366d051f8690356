package io.lockweir.cassandra.merge.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurgeTest {

    private static final Column A = Column.regular("a", Native.TEXT);

    @Test
    void waitsForBothTheGraceOfTheTableAndTheRetention() {
        assertThat(Purge.of(1_000, 100, 300)).isEqualTo(new Purge(700));
        assertThat(Purge.of(1_000, 400, 300)).isEqualTo(new Purge(600));
    }

    @Test
    void forgetsWhatEndedBeforeAndKeepsWhatIsLive() {
        Cell live = new Cell(A, null, 1, Cell.NO_TTL, Cell.NO_DELETION_TIME, Slice.utf8("x"));
        Cell young = new Cell(A, null, 1, Cell.NO_TTL, 700, Slice.EMPTY);
        Cell old = new Cell(A, null, 1, 5, 699, Slice.utf8("x"));
        RowState row = new RowState(
                Clustering.EMPTY, new Liveness(1, 5, 699), new Deletion(0, 699), List.of(live, young, old));
        assertThat(new Purge(700).row(row, 700))
                .isEqualTo(new RowState(Clustering.EMPTY, Liveness.NONE, Deletion.NONE, List.of(live, young)));
        assertThat(new Purge(600).row(row, 700)).isSameAs(row);
    }

    /** The clock stands still where nothing expires: tombstones do not wait for it. */
    @Test
    void whatExpiresWaitsForTheClockAndTombstonesDoNot() {
        Cell expired = new Cell(A, null, 1, 5, 600, Slice.utf8("x"));
        Cell tombstone = new Cell(Column.regular("b", Native.TEXT), null, 1, Cell.NO_TTL, 600, Slice.EMPTY);
        Liveness marker = new Liveness(1, 5, 600);
        RowState row = new RowState(Clustering.EMPTY, marker, new Deletion(0, 600), List.of(expired, tombstone));
        assertThat(new Purge(700).row(row, 600))
                .isEqualTo(new RowState(Clustering.EMPTY, marker, Deletion.NONE, List.of(expired)));
    }

    @Test
    void forgetsDeletionsOfPartitionsAndRanges() {
        RangeDeletions ranges =
                RangeDeletions.NONE.plus(new KeyRange(Slice.utf8("a"), Slice.utf8("b")), new Deletion(9, 699));
        PartitionDeletions deletions = new PartitionDeletions(new Deletion(1, 700), ranges);
        assertThat(deletions.purged(new Purge(700)))
                .isEqualTo(new PartitionDeletions(new Deletion(1, 700), RangeDeletions.NONE));
        assertThat(deletions.purged(new Purge(701)).isEmpty()).isTrue();
    }

    @Test
    void aWriteFromBeforeThePurgeIsLate() {
        assertThat(new Purge(700).isLate(699_999_999)).isTrue();
        assertThat(new Purge(700).isLate(700_000_000)).isFalse();
    }
}

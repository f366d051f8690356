package io.lockweir.cassandra.merge.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a query shows is newer than what is known to be deleted. */
class FoundRowMergeTest {
    private static final Column TAGS = Column.regular("tags", new CqlType.SetOf(Native.TEXT, Frozen.NO));
    private static final Visibility SIGHT = new Visibility(
            new TableLayout(new TableSchema(
                    new TableId(1, 2),
                    "bank",
                    "tags",
                    List.of(Column.partitionKey("id", Native.INT)),
                    List.of(),
                    List.of(),
                    List.of(TAGS),
                    List.of())),
            0);
    private static final Deletion KNOWN = new Deletion(100, 1);

    private static Row row(Liveness liveness, Cell... tags) {
        return new Row(
                Clustering.EMPTY,
                liveness,
                RowDeletion.NONE,
                tags.length == 0 ? List.of() : List.of(new ComplexCells(TAGS, Deletion.NONE, List.of(tags))));
    }

    private static RowState merge(RowState kept, @Nullable Row write, Deletion covering) {
        return new RowMerge(SIGHT).merge(kept, write, covering);
    }

    private static Cell tag(long timestamp) {
        return new Cell(TAGS, Slice.utf8("a"), timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME, Slice.EMPTY);
    }

    @Test
    void markerThatNobodySawOutlivesWhatWasDeletedBefore() {
        RowState found = merge(RowState.none(Clustering.EMPTY), row(Liveness.ASSUMED), KNOWN);
        assertThat(found.liveness()).isEqualTo(Liveness.assumed(101));
        assertThat(merge(found, null, KNOWN)).isEqualTo(found);
        assertThat(SIGHT.exists(merge(found, null, new Deletion(101, 1)))).isFalse();
        assertThat(merge(found, row(new Liveness(101, Cell.NO_TTL, Cell.NO_DELETION_TIME)), KNOWN)
                        .liveness()
                        .isAssumed())
                .isFalse();
    }

    @Test
    void markerThatIsKnownDoesNot() {
        Liveness known = new Liveness(99, Cell.NO_TTL, Cell.NO_DELETION_TIME);
        assertThat(merge(RowState.none(Clustering.EMPTY), row(known), KNOWN).isEmpty())
                .isTrue();
    }

    @Test
    void elementWithoutATimestampOutlivesWhatWasDeletedBefore() {
        RowState found = merge(RowState.none(Clustering.EMPTY), row(Liveness.NONE, tag(Cell.UNKNOWN_TIMESTAMP)), KNOWN);
        assertThat(found.columns()).containsExactly(new ComplexCells(TAGS, Deletion.NONE, List.of(tag(101))));
        assertThat(merge(RowState.none(Clustering.EMPTY), row(Liveness.NONE, tag(99)), KNOWN)
                        .columns())
                .isEmpty();
        RowState again =
                merge(RowState.none(Clustering.EMPTY), row(Liveness.NONE, tag(Cell.UNKNOWN_TIMESTAMP)), Deletion.NONE);
        assertThat(again.columns())
                .containsExactly(new ComplexCells(TAGS, Deletion.NONE, List.of(tag(Cell.UNKNOWN_TIMESTAMP))));
    }

    @Test
    void elementWithoutATimestampIsWhatIsKnownOfItOrNewer() {
        Cell known = tag(50);
        Cell deleted = new Cell(TAGS, Slice.utf8("a"), 60, Cell.NO_TTL, 1, Slice.EMPTY);
        RowState kept = merge(RowState.none(Clustering.EMPTY), row(Liveness.NONE, known), Deletion.NONE);
        Row found = row(Liveness.NONE, tag(Cell.UNKNOWN_TIMESTAMP));
        assertThat(merge(kept, found, Deletion.NONE)).isEqualTo(kept);
        RowState gone = merge(kept, row(Liveness.NONE, deleted), Deletion.NONE);
        assertThat(merge(gone, found, Deletion.NONE).columns())
                .containsExactly(new ComplexCells(TAGS, Deletion.NONE, List.of(tag(61))));
    }
}

package io.lockweir.cassandra.merge.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowCodecTest {

    private static final Column A = Column.regular("a", Native.TEXT);
    private static final Column B = Column.regular("b", Native.TEXT);
    private static final Column TAGS = Column.regular("tags", new CqlType.SetOf(Native.TEXT, Frozen.NO));
    private static final TableLayout LAYOUT = layout(List.of(A, B, TAGS), List.of());

    private static final RowState ROW = new RowState(
            Clustering.of(Slice.utf8("k"), (Slice) null),
            new Liveness(1_700_000_000_000_000L, 60, 1_700_000_060L),
            new Deletion(1_600_000_000_000_000L, 1_600_000_000L),
            List.of(
                    new Cell(A, null, 1_700_000_000_000_000L, 60, 1_700_000_060L, Slice.utf8("x")),
                    new Cell(B, null, Long.MAX_VALUE, Cell.NO_TTL, 4_294_967_294L, Slice.EMPTY),
                    new ComplexCells(
                            TAGS,
                            new Deletion(Long.MIN_VALUE + 1, 0),
                            List.of(new Cell(
                                    TAGS, Slice.utf8("t"), -5, Cell.NO_TTL, Cell.NO_DELETION_TIME, Slice.EMPTY)))));

    /** Of format 1. Never change it: state topics hold such bytes. */
    private static final String FROZEN =
            "010700060a24181e400002026b0000bce2cfaa063cffffd187e2bc2d80a0f8fa05031e0161bce2cfaa"
                    + "063c0178020162feff8dfefcf6faf9ff01feffffff0f03047461677382808efefcf6faf9ff0100010001748980f28183898506";

    @Test
    void writesFormat1AsEverAndReadsItBack() {
        byte[] bytes = new RowCodec().encode(LAYOUT, ROW);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(FROZEN);
        assertThat(RowCodec.decode(LAYOUT, bytes)).isEqualTo(ROW);
    }

    @Test
    void tellsAMarkerThatNobodySawFromOneThatIsKnown() {
        for (Liveness liveness :
                List.of(Liveness.ASSUMED, Liveness.assumed(7), new Liveness(7, Cell.NO_TTL, Cell.NO_DELETION_TIME))) {
            RowState row = new RowState(Clustering.EMPTY, liveness, Deletion.NONE, List.of());
            RowState back = RowCodec.decode(LAYOUT, new RowCodec().encode(LAYOUT, row));
            assertThat(back).isEqualTo(row);
            assertThat(back.liveness().isAssumed()).isEqualTo(liveness.isAssumed());
        }
    }

    @Test
    void readsARowOfOtherColumnsByTheirNames() {
        byte[] bytes = new RowCodec().encode(LAYOUT, ROW);
        Column first = Column.regular("a0", Native.INT);
        TableLayout wider = layout(List.of(first, TAGS, B, A), List.of());
        assertThat(RowCodec.decode(wider, bytes)).isEqualTo(ROW);
    }

    @Test
    void leavesOutWhatADropHides() {
        byte[] bytes = new RowCodec().encode(LAYOUT, ROW);
        TableLayout again = layout(List.of(A, B, TAGS), List.of(A.droppedAt(Long.MAX_VALUE - 1), TAGS.droppedAt(0)));
        assertThat(RowCodec.decode(again, bytes).columns())
                .singleElement()
                .satisfies(data -> assertThat(data.column()).isEqualTo(B));
    }

    @Test
    void refusesWhatItCannotRead() {
        byte[] bytes = new RowCodec().encode(LAYOUT, ROW);
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RowCodec.decode(LAYOUT, cut)).isInstanceOf(StateFormatException.class);
        }
        assertThatThrownBy(() -> RowCodec.decode(LAYOUT, Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("behind its end");
        bytes[0] = 2;
        assertThatThrownBy(() -> RowCodec.decode(LAYOUT, bytes))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("a newer release wrote it");
    }

    @Test
    void refusesColumnsThatTheSchemaDoesNotList() {
        byte[] bytes = new RowCodec().encode(LAYOUT, ROW);
        assertThatThrownBy(() -> RowCodec.decode(layout(List.of(A, TAGS), List.of()), bytes))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("the column b")
                .hasMessageNotContaining("x");
    }

    private static TableLayout layout(List<Column> regulars, List<Column> dropped) {
        return new TableLayout(new TableSchema(
                new TableId(0, 0),
                "k",
                "t",
                List.of(Column.partitionKey("p", Native.INT)),
                List.of(
                        Column.clustering("c", Native.TEXT, Order.ASCENDING),
                        Column.clustering("d", Native.TEXT, Order.ASCENDING)),
                List.of(),
                regulars,
                dropped));
    }
}

package io.lockweir.cassandra.format.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.cassandra.format.CommitLogException;
import io.lockweir.cassandra.format.CommitLogException.Fault;
import io.lockweir.cassandra.format.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.LogVersion;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationDecoderTest {

    private static final LogPosition START = new LogPosition(1, 100);
    private static final LogPosition END = new LogPosition(1, 200);
    private static final TableId ID = new TableId(1, 2);

    /** One update of table 1-2, key 7, a row without row marker, column v = 5 at the epoch of timestamps. */
    private static final String UPDATE = "01" // one update
            + "0000000000000001" + "0000000000000002" + "0400000007" // table, key
            + "10" + "000000" // has a row estimate; least timestamp, deletion time, time to live
            + "01" + "0176" // one column: v
            + "01" // one row
            + "20" + "00" + "00" + "00000005" // all columns; cell: flags, timestamp, value
            + "01"; // end of the partition

    @Test
    void decodesAnUpdate() throws CommitLogException {
        Decoded decoded = new MutationDecoder(List.of(table("v"))).decode(entry(UPDATE));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Mutation.class, mutation -> {
            assertThat(mutation.start()).isEqualTo(START);
            assertThat(mutation.end()).isEqualTo(END);
            PartitionUpdate update = mutation.updates().get(0);
            assertThat(update.key().intAt(0)).isEqualTo(7);
            Row row = (Row) update.unfiltereds().get(0);
            assertThat(row.liveness()).isEqualTo(Liveness.NONE);
            Cell cell = (Cell) row.columns().get(0);
            assertThat(cell.column()).isEqualTo(table("v").regulars().get(0));
            assertThat(cell.value().intAt(0)).isEqualTo(5);
            assertThat(cell.timestamp()).isEqualTo(1_442_880_000_000_000L);
            assertThat(cell.localDeletionTime()).isEqualTo(Cell.NO_DELETION_TIME);
        });
    }

    @Test
    void tellsAnUnknownTableWhichTheCallerMayAddAndDecodeAgain() throws CommitLogException {
        Entry entry = entry(UPDATE);

        assertThat(new MutationDecoder(List.of()).decode(entry)).isEqualTo(new Decoded.UnknownTable(START, END, ID, 0));
        assertThat(new MutationDecoder(List.of(table("v"))).decode(entry)).isInstanceOf(Decoded.Mutation.class);
    }

    @Test
    void tellsAnUnknownColumn() throws CommitLogException {
        assertThat(new MutationDecoder(List.of(table("w"))).decode(entry(UPDATE)))
                .isEqualTo(new Decoded.UnknownColumn(START, END, ID, "v"));
    }

    @Test
    void decodesADroppedColumnAndSaysThatItsCellsAreHidden() throws CommitLogException {
        Column dropped = Column.regular("v", Native.INT).droppedAt(1_442_880_000_000_000L);
        TableSchema table = new TableSchema(ID, "k", "t", keys(), List.of(), List.of(), List.of(), List.of(dropped));

        Decoded.Mutation mutation = (Decoded.Mutation) new MutationDecoder(List.of(table)).decode(entry(UPDATE));
        Row row = (Row) mutation.updates().get(0).unfiltereds().get(0);
        Cell cell = (Cell) row.columns().get(0);
        assertThat(cell.column().hides(cell.timestamp())).isTrue();
        assertThat(cell.column().hides(cell.timestamp() + 1)).isFalse();
    }

    @Test
    void refusesWhatDoesNotFollowTheFormatByPositionAndWithoutData() {
        MutationDecoder decoder = new MutationDecoder(List.of(table("v")));
        for (String bytes :
                List.of(UPDATE + "00", UPDATE.substring(0, UPDATE.length() - 2), "7f" + UPDATE.substring(2))) {
            assertThatExceptionOfType(CommitLogException.class)
                    .isThrownBy(() -> decoder.decode(entry(bytes)))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.UNDECODABLE))
                    .satisfies(e -> assertThat(e.position()).isEqualTo(START));
        }
    }

    private static TableSchema table(String column) {
        return new TableSchema(
                ID, "k", "t", keys(), List.of(), List.of(), List.of(Column.regular(column, Native.INT)), List.of());
    }

    private static List<Column> keys() {
        return List.of(Column.partitionKey("id", Native.INT));
    }

    private static Entry entry(String hex) {
        return new Entry(START, END, LogVersion.V7, Slice.of(HexFormat.of().parseHex(hex)));
    }
}

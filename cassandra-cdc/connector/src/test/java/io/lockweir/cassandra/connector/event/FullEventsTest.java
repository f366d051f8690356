package io.lockweir.cassandra.connector.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.internal.core.metadata.token.Murmur3Token;
import com.datastax.oss.driver.internal.core.metadata.token.Murmur3TokenFactory;
import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Field;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

final class FullEventsTest {
    private static final Column OWNER = Column.ofStatic("owner", Native.TEXT);
    private static final Column AMOUNT = Column.regular("amount", Native.INT);
    private static final Column TEXT = Column.regular("text", Native.TEXT);
    private static final Column ADDRESS = Column.regular(
            "address",
            new CqlType.UserDefined(
                    "bank",
                    "address",
                    List.of(new Field("street", Native.TEXT), new Field("number", Native.INT)),
                    Frozen.NO));
    private static final Column ITEMS = Column.regular("items", new CqlType.ListOf(Native.INT, Frozen.NO));
    private static final Column LABELS =
            Column.regular("labels", new CqlType.MapOf(Native.TEXT, Native.INT, Frozen.NO));
    private static final Column RATES = Column.regular("rates", new CqlType.MapOf(Native.INT, Native.TEXT, Frozen.NO));
    private static final Column TAGS = Column.regular("tags", new CqlType.SetOf(Native.TEXT, Frozen.NO));
    private static final TableSchema TABLE = new TableSchema(
            new TableId(1, 2),
            "bank",
            "ledger",
            List.of(Column.partitionKey("account", Native.INT)),
            List.of(Column.clustering("day", Native.INT, Order.DESCENDING)),
            List.of(OWNER),
            List.of(AMOUNT, TEXT, ADDRESS, ITEMS, LABELS, RATES, TAGS),
            List.of());

    private final ChangedRows rows = new ChangedRows(Tombstones.EMIT, CellMetadata.ALL);

    private static Slice integer(int value) {
        return Slice.of(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    private static Cell cell(Column column, long timestamp, Slice value) {
        return new Cell(column, null, timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME, value);
    }

    private static Cell element(Column column, Slice path, long timestamp, Slice value) {
        return new Cell(column, path, timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME, value);
    }

    private static ComplexCells complex(Column column, Cell... cells) {
        return new ComplexCells(column, Deletion.NONE, List.of(cells));
    }

    private static PartitionUpdate insert(int day, long timestamp, ColumnData... columns) {
        Liveness marker = new Liveness(timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME);
        return write(new Row(Clustering.of(integer(day)), marker, RowDeletion.NONE, List.of(columns)));
    }

    private static PartitionUpdate delete(int day, long timestamp) {
        RowDeletion deletion = new RowDeletion(new Deletion(timestamp, 1), false);
        return write(new Row(Clustering.of(integer(day)), Liveness.NONE, deletion, List.of()));
    }

    private static PartitionUpdate write(Row row) {
        return new PartitionUpdate(TABLE, integer(9), Deletion.NONE, null, List.of(row));
    }

    private static Struct value(Event event) {
        return Objects.requireNonNull(event.value());
    }

    @Test
    void aRowIsCreatedUpdatedAndDeletedWithBothImages() {
        String key = "{\"account\":9,\"day\":1}";
        List<Event> created = rows.of(insert(1, 10, cell(AMOUNT, 10, integer(5))));
        List<Event> updated = rows.of(insert(1, 11, cell(TEXT, 11, Slice.EMPTY)));
        List<Event> deleted = rows.of(delete(1, 12));

        assertThat(created).hasSize(1);
        Struct after = value(created.get(0)).getStruct("after");
        assertThat(ChangedRows.json(created.get(0).key())).isEqualTo(key);
        assertThat(value(created.get(0)).getString("op")).isEqualTo("c");
        assertThat(value(created.get(0)).get("before")).isNull();
        assertThat(after.getInt32("amount")).isEqualTo(5);
        assertThat(after.get("text")).isNull();
        assertThat(value(updated.get(0)).getString("op")).isEqualTo("u");
        assertThat(value(updated.get(0)).getStruct("before")).isEqualTo(after);
        assertThat(value(updated.get(0)).getStruct("after").getInt32("amount")).isEqualTo(5);
        assertThat(value(updated.get(0)).getStruct("after").getString("text")).isEmpty();
        assertThat(value(deleted.get(0)).getString("op")).isEqualTo("d");
        assertThat(value(deleted.get(0)).get("after")).isNull();
        assertThat(value(deleted.get(0)).get("cells")).isNull();
        assertThat(value(deleted.get(0)).getStruct("before"))
                .isEqualTo(value(updated.get(0)).getStruct("after"));
        assertThat(ChangedRows.text(deleted.get(1))).isEqualTo("bank.bank.ledger tombstone " + key);
    }

    @Test
    void withoutTombstonesADeleteIsOneEvent() {
        ChangedRows bare = new ChangedRows(Tombstones.OMIT, CellMetadata.ALL);
        bare.of(insert(1, 10));
        assertThat(bare.of(delete(1, 12))).hasSize(1);
    }

    @Test
    void staticsAreAStreamOfTheirOwnByPartitionKey() {
        Row statics =
                new Row(Clustering.EMPTY, Liveness.NONE, RowDeletion.NONE, List.of(cell(OWNER, 3, Slice.utf8("me"))));
        List<Event> events = rows.of(new PartitionUpdate(TABLE, integer(9), Deletion.NONE, statics, List.of()));
        assertThat(events.stream().map(ChangedRows::text))
                .containsExactly("bank.bank.ledger.static c {\"account\":9} - {\"account\":9,\"owner\":\"me\"}"
                        + " {\"owner\":{\"ts_us\":3,\"ttl\":null,\"expires_at\":null}}");
    }

    @Test
    void sourceTellsWhereAndWhenAndWhoseToken() {
        Struct source = value(rows.of(insert(1, 10_999)).get(0)).getStruct("source");
        assertThat(ChangedRows.json(source))
                .isEqualTo(
                        "{\"version\":\"1\",\"connector\":\"cassandra\",\"name\":\"bank\",\"ts_ms\":10,\"ts_us\":10999,"
                                + "\"cluster\":\"local\",\"keyspace\":\"bank\",\"table\":\"ledger\","
                                + "\"table_id\":\"00000000-0000-0001-0000-000000000002\",\"host_ids\":[\"host\"],\"segment\":7,\"pos\":8,"
                                + "\"origin\":\"log\",\"token\":" + driversToken(integer(9)) + ",\"late\":false}");
    }

    @Test
    void tokensAreThoseOfCassandrasDriver() {
        Random random = new Random(4);
        for (int length = 1; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            Slice key = Slice.of(bytes);
            assertThat(io.lockweir.cassandra.format.value.Murmur3Token.of(key)).isEqualTo(driversToken(key));
        }
    }

    private static long driversToken(Slice key) {
        return ((Murmur3Token) new Murmur3TokenFactory().hash(key.toByteBuffer())).getValue();
    }

    @Test
    void collectionsAndUserTypesAreWholeAndTheirTimesHaveTheSameShape() {
        Slice first = Slice.of(new byte[16]);
        byte[] later = new byte[16];
        later[3] = 1;
        Event event = rows.of(insert(
                        1,
                        10,
                        complex(
                                ADDRESS,
                                element(ADDRESS, Slice.of(new byte[] {0, 0}), 11, Slice.utf8("A")),
                                element(ADDRESS, Slice.of(new byte[] {0, 1}), 12, integer(4))),
                        complex(
                                ITEMS,
                                element(ITEMS, first, 13, integer(70)),
                                element(ITEMS, Slice.of(later), 14, integer(7))),
                        complex(LABELS, element(LABELS, Slice.utf8("k"), 15, integer(3))),
                        complex(RATES, new Cell(RATES, integer(-1), 16, 100, 2_000_000_000, Slice.utf8("r"))),
                        complex(
                                TAGS,
                                element(TAGS, Slice.utf8("a"), 17, Slice.EMPTY),
                                element(TAGS, Slice.utf8("b"), 18, Slice.EMPTY))))
                .get(0);
        Struct value = value(event);
        value.validate();
        assertThat(ChangedRows.json(value.get("after")))
                .isEqualTo(
                        "{\"account\":9,\"day\":1,\"amount\":null,\"text\":null,\"address\":{\"street\":\"A\",\"number\":4},"
                                + "\"items\":[70,7],\"labels\":{\"k\":3},\"rates\":[{\"key\":-1,\"value\":\"r\"}],\"tags\":[\"a\",\"b\"]}");
        assertThat(ChangedRows.json(value.get("cells"))
                        .replace(",\"ttl\":null,\"expires_at\":null", "")
                        .replace("\"ts_us\":", ""))
                .isEqualTo(
                        "{\"amount\":null,\"text\":null,\"address\":{\"street\":{11},\"number\":{12}},\"items\":[{13},{14}],"
                                + "\"labels\":{\"k\":{15}},\"rates\":[{16,\"ttl\":100,\"expires_at\":2000000000}],\"tags\":[{17},{18}]}");
    }

    @Test
    void anElementThatExpiresLeavesItsColumnAndTheLastOneEmptiesIt() {
        rows.of(insert(
                1,
                10,
                complex(
                        TAGS,
                        new Cell(TAGS, Slice.utf8("a"), 10, 100, 1_000, Slice.EMPTY),
                        new Cell(TAGS, Slice.utf8("b"), 10, 200, 1_100, Slice.EMPTY))));
        Event first = rows.expire(1_000).get(0);
        Event second = rows.expire(1_100).get(0);
        assertThat(value(first).getString("op")).isEqualTo("u");
        assertThat(value(first).getStruct("source").getString("origin")).isEqualTo("ttl");
        assertThat(value(first).getStruct("source").getInt64("ts_us")).isEqualTo(1_000_000_000L);
        assertThat(value(first).getStruct("after").getArray("tags")).isEqualTo(List.of("b"));
        assertThat(value(second).getStruct("after").get("tags")).isNull();
        assertThat(value(second).getStruct("cells").get("tags")).isNull();
    }

    @Test
    void withoutCellMetadataTheFieldIsNotInTheSchema() {
        ChangedRows bare = new ChangedRows(Tombstones.EMIT, CellMetadata.NONE);
        Schema schema = value(
                        bare.of(insert(1, 10, cell(AMOUNT, 10, integer(5)))).get(0))
                .schema();
        assertThat(schema.fields().stream().map(org.apache.kafka.connect.data.Field::name))
                .containsExactly("before", "after", "source", "op", "ts_ms");
    }

    @Test
    void cellsOfOneStatementShareTheirTimes() {
        Struct cells = value(rows.of(insert(1, 10, cell(AMOUNT, 10, integer(5)), cell(TEXT, 10, Slice.utf8("t"))))
                        .get(0))
                .getStruct("cells");
        assertThat(cells.getStruct("amount")).isSameAs(cells.getStruct("text"));
    }
}

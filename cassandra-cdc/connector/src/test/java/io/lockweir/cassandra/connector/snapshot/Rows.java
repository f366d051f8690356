package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table (id, n; v) whose queries return what a test says. */
final class Rows implements RowSource {
    static final Column VALUE = Column.regular("v", Native.INT);
    static final TableSchema TABLE = new TableSchema(
            new TableId(1, 2),
            "bank",
            "ledger",
            List.of(Column.partitionKey("id", Native.INT)),
            List.of(Column.clustering("n", Native.INT, Order.ASCENDING)),
            List.of(),
            List.of(VALUE),
            List.of());
    static final RowQuery QUERY = RowQuery.of(TABLE, ElementTimes.TOLD);

    /** Seconds; of a clock that stands. */
    static final long NOW = 1_000_000;

    static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    static final long MICROS = NOW * 1_000_000;

    final Deque<Page> pages = new ArrayDeque<>();
    int scans;
    final Map<Slice, FoundRow> single = new HashMap<>();

    @Override
    public Scan scan(RowQuery query, long fromToken, int pageRows) {
        scans++;
        return pages::removeFirst;
    }

    @Override
    public Optional<FoundRow> one(RowQuery query, Doubt doubt) {
        return Optional.ofNullable(single.get(doubt.row()));
    }

    @Override
    public Optional<TableSchema> current(TableId table) {
        return Optional.of(TABLE);
    }

    static Slice integer(int value) {
        return Slice.of(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    static Slice number(long value) {
        return Slice.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    static FoundRow found(int id, int n, @Nullable Integer value, long writtenAt) {
        return new FoundRow(
                QUERY,
                Arrays.asList(
                        integer(id),
                        integer(n),
                        value == null ? null : integer(value),
                        value == null ? null : number(writtenAt),
                        null),
                NOW);
    }

    static PartitionUpdate write(int id, int n, Liveness marker, ColumnData... columns) {
        Row row = new Row(Clustering.of(integer(n)), marker, RowDeletion.NONE, List.of(columns));
        return new PartitionUpdate(TABLE, integer(id), Deletion.NONE, null, List.of(row));
    }

    static PartitionUpdate insert(int id, int n, int value, long timestamp) {
        return write(
                id,
                n,
                new Liveness(timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME),
                new Cell(VALUE, null, timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME, integer(value)));
    }

    static PartitionUpdate nullValue(int id, int n, long timestamp) {
        return write(id, n, Liveness.NONE, new Cell(VALUE, null, timestamp, Cell.NO_TTL, NOW, Slice.EMPTY));
    }

    static PartitionUpdate delete(int id, long timestamp) {
        return new PartitionUpdate(TABLE, integer(id), new Deletion(timestamp, NOW), null, List.of());
    }
}

package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table with a bit of everything, and writes to it. */
final class Ledger {

    static final Column DAY = Column.clustering("day", Native.INT, Order.DESCENDING);
    static final Column NOTE = Column.clustering("note", Native.TEXT, Order.ASCENDING);
    static final Column OWNER = Column.ofStatic("owner", Native.TEXT);
    static final Column TAGS = Column.ofStatic("tags", new CqlType.SetOf(Native.TEXT, Frozen.NO));
    static final Column AMOUNT = Column.regular("amount", Native.INT);
    static final Column TEXT = Column.regular("text", Native.TEXT);
    static final Column LABELS = Column.regular("labels", new CqlType.MapOf(Native.INT, Native.TEXT, Frozen.NO));
    static final Column NUMBERS = Column.regular("numbers", new CqlType.SetOf(Native.VARINT, Frozen.NO));

    static final TableSchema TABLE = new TableSchema(
            new TableId(1, 2),
            "bank",
            "ledger",
            List.of(Column.partitionKey("account", Native.INT)),
            List.of(DAY, NOTE),
            List.of(OWNER, TAGS),
            List.of(TEXT, AMOUNT, LABELS, NUMBERS),
            List.of());

    private Ledger() {}

    static Slice integer(int value) {
        return Slice.of(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    static Clustering at(int day, String note) {
        return Clustering.of(integer(day), Slice.utf8(note));
    }

    static Cell cell(Column column, long timestamp, Slice value) {
        return new Cell(column, null, timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME, value);
    }

    static Cell expiring(Column column, long timestamp, int ttl, long ends, Slice value) {
        return new Cell(column, null, timestamp, ttl, ends, value);
    }

    static Cell tombstone(Column column, long timestamp, long deletedAt) {
        return new Cell(column, null, timestamp, Cell.NO_TTL, deletedAt, Slice.EMPTY);
    }

    static Cell element(Column column, Slice path, long timestamp, Slice value) {
        return new Cell(column, path, timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME, value);
    }

    static ComplexCells complex(Column column, Deletion deletion, Cell... cells) {
        return new ComplexCells(column, deletion, List.of(cells));
    }

    /** Without a row marker, as UPDATE writes. */
    static Row update(Clustering clustering, ColumnData... columns) {
        return new Row(clustering, Liveness.NONE, RowDeletion.NONE, Arrays.asList(columns));
    }

    /** With a row marker, as INSERT writes. */
    static Row insert(Clustering clustering, long timestamp, ColumnData... columns) {
        Liveness marker = new Liveness(timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME);
        return new Row(clustering, marker, RowDeletion.NONE, Arrays.asList(columns));
    }

    static Row delete(Clustering clustering, long timestamp) {
        return new Row(
                clustering, Liveness.NONE, new RowDeletion(new Deletion(timestamp, timestamp), false), List.of());
    }

    static PartitionUpdate write(int account, Unfiltered... unfiltereds) {
        return write(TABLE, account, Deletion.NONE, null, unfiltereds);
    }

    static PartitionUpdate write(
            TableSchema table, int account, Deletion deletion, @Nullable Row staticRow, Unfiltered... unfiltereds) {
        return new PartitionUpdate(table, integer(account), deletion, staticRow, Arrays.asList(unfiltereds));
    }

    static RangeBound bound(RangeBound.Kind kind, Deletion deletion, Slice... prefix) {
        return new RangeBound(kind, Clustering.of(prefix), deletion);
    }
}

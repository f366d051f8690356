package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.LogVersion;
import io.lockweir.cassandra.format.MalformedBytesException;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the partition updates of one table, behind their table id: key, flags, times, columns, partition deletion, static row, rows and
 * bounds up to a mark of the end.
 */
final class UpdateReader {

    private static final int IS_EMPTY = 0x01;
    private static final int HAS_DELETION = 0x04;
    private static final int HAS_STATIC_ROW = 0x08;
    private static final int HAS_ROW_ESTIMATE = 0x10;

    private static final int END_OF_PARTITION = 0x01;
    private static final int IS_BOUND = 0x02;
    private static final int HAS_MORE_FLAGS = 0x80;

    /** Among the flags' second byte. */
    private static final int IS_STATIC = 0x01;

    private final TableSchema table;
    private final ColumnSets staticSets;
    private final ColumnSets regularSets;
    private final ClusteringReader clusterings;
    private final EncodedTimes times = new EncodedTimes();
    private final RowReader rows = new RowReader(times);
    private final RangeReader ranges = new RangeReader(times);
    private Object[] scratch = new Object[16];

    UpdateReader(TableSchema table) {
        this.table = table;
        this.staticSets = new ColumnSets(table);
        this.regularSets = new ColumnSets(table);
        this.clusterings = new ClusteringReader(table);
    }

    TableSchema table() {
        return table;
    }

    /**
     * Reads one update.
     *
     * @throws UnknownColumnException if it names a column that the table does not have
     */
    PartitionUpdate read(Cursor in, LogVersion version) {
        Slice key = in.sliceWithVintLength();
        int flags = in.unsignedByte();
        if ((flags & IS_EMPTY) != 0) {
            return new PartitionUpdate(table, key, Deletion.NONE, null, List.of());
        }
        times.read(in, version);
        boolean hasStaticRow = (flags & HAS_STATIC_ROW) != 0;
        ColumnSet statics = hasStaticRow ? staticSets.next(in) : ColumnSet.NONE;
        ColumnSet regulars = regularSets.next(in);
        Deletion deletion = (flags & HAS_DELETION) != 0 ? times.deletion(in) : Deletion.NONE;
        Row staticRow = hasStaticRow ? staticRow(in, statics) : null;
        if ((flags & HAS_ROW_ESTIMATE) != 0) {
            in.vint();
        }
        return new PartitionUpdate(table, key, deletion, staticRow, unfiltereds(in, regulars));
    }

    private @Nullable Row staticRow(Cursor in, ColumnSet statics) {
        int flags = in.unsignedByte();
        if ((flags & (HAS_MORE_FLAGS | END_OF_PARTITION | IS_BOUND)) != HAS_MORE_FLAGS) {
            throw new MalformedBytesException("no static row where one should be");
        }
        int moreFlags = in.unsignedByte();
        if ((moreFlags & IS_STATIC) == 0) {
            throw new MalformedBytesException("another row where a static one should be");
        }
        Row row = rows.read(in, flags, moreFlags, Clustering.EMPTY, statics);
        return saysNothing(row) ? null : row;
    }

    private List<Unfiltered> unfiltereds(Cursor in, ColumnSet regulars) {
        int found = 0;
        for (int flags = in.unsignedByte(); (flags & END_OF_PARTITION) == 0; flags = in.unsignedByte()) {
            int moreFlags = (flags & HAS_MORE_FLAGS) != 0 ? in.unsignedByte() : 0;
            Unfiltered next =
                    (flags & IS_BOUND) != 0 ? ranges.read(in, clusterings) : row(in, flags, moreFlags, regulars);
            if (next instanceof Row row && saysNothing(row)) {
                continue;
            }
            if (found == scratch.length) {
                scratch = Arrays.copyOf(scratch, 2 * found);
            }
            scratch[found++] = next;
        }
        List<Unfiltered> list = FixedList.copyOf(scratch, found);
        Arrays.fill(scratch, 0, found, null);
        return list;
    }

    private Row row(Cursor in, int flags, int moreFlags, ColumnSet regulars) {
        if ((moreFlags & IS_STATIC) != 0) {
            throw new MalformedBytesException("a static row among the others");
        }
        return rows.read(in, flags, moreFlags, clusterings.readRow(in), regulars);
    }

    /** Cassandra may write a row without anything in it, and leaves it out when it reads. */
    private static boolean saysNothing(Row row) {
        return row.liveness().isNone()
                && row.deletion().isNone()
                && row.columns().isEmpty();
    }
}

package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.schema.Column;
import java.util.List;

/** Reads a row behind its flags and clustering: row marker, deletion, which columns, their cells. */
final class RowReader {

    private static final int HAS_TIMESTAMP = 0x04;
    private static final int HAS_TTL = 0x08;
    private static final int HAS_DELETION = 0x10;
    private static final int HAS_ALL_COLUMNS = 0x20;
    private static final int HAS_COMPLEX_DELETION = 0x40;

    /** Among the flags' second byte. */
    private static final int DELETION_IS_SHADOWABLE = 0x02;

    private final EncodedTimes times;
    private final CellReader cells;
    private final ColumnSubset subset = new ColumnSubset();
    private Object[] scratch = new Object[16];

    RowReader(EncodedTimes times) {
        this.times = times;
        this.cells = new CellReader(times);
    }

    Row read(Cursor in, int flags, int moreFlags, Clustering clustering, ColumnSet set) {
        Liveness liveness = (flags & HAS_TIMESTAMP) != 0 ? liveness(in, (flags & HAS_TTL) != 0) : Liveness.NONE;
        RowDeletion deletion = (flags & HAS_DELETION) != 0
                ? new RowDeletion(times.deletion(in), (moreFlags & DELETION_IS_SHADOWABLE) != 0)
                : RowDeletion.NONE;
        if ((flags & HAS_ALL_COLUMNS) != 0) {
            subset.all(set.size());
        } else {
            subset.read(in, set.size());
        }
        return new Row(clustering, liveness, deletion, columns(in, set, liveness, (flags & HAS_COMPLEX_DELETION) != 0));
    }

    private Liveness liveness(Cursor in, boolean expiring) {
        long timestamp = times.timestamp(in);
        if (!expiring) {
            return new Liveness(timestamp, Cell.NO_TTL, Cell.NO_DELETION_TIME);
        }
        int ttl = times.ttl(in);
        return new Liveness(timestamp, ttl, times.deletionTime(times.rawDeletionTime(in), ttl));
    }

    private List<ColumnData> columns(Cursor in, ColumnSet set, Liveness liveness, boolean hasComplexDeletion) {
        int size = set.size();
        if (scratch.length < size) {
            scratch = new Object[size];
        }
        int found = 0;
        for (int i = 0; i < size; i++) {
            if (subset.has(i)) {
                Column column = set.column(i);
                scratch[found++] = column.isComplex()
                        ? cells.readComplex(in, column, liveness, hasComplexDeletion)
                        : cells.readSimple(in, column, set.width(i), liveness);
            }
        }
        return FixedList.copyOf(scratch, found);
    }
}

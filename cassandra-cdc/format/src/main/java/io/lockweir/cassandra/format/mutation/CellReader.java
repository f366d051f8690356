package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType;
import java.util.List;

/** Reads cells: flags, timestamp, deletion time, time to live, path, value; each only if the flags say so. */
final class CellReader {

    private static final int IS_DELETED = 0x01;
    private static final int IS_EXPIRING = 0x02;
    private static final int HAS_NO_VALUE = 0x04;
    private static final int HAS_ROW_TIMESTAMP = 0x08;
    private static final int HAS_ROW_TTL = 0x10;

    /** Flags and the length of the path. */
    private static final int LEAST_BYTES_OF_COMPLEX_CELL = 2;

    private final EncodedTimes times;

    CellReader(EncodedTimes times) {
        this.times = times;
    }

    Cell readSimple(Cursor in, Column column, int width, Liveness row) {
        int flags = in.unsignedByte();
        long timestamp = (flags & HAS_ROW_TIMESTAMP) != 0 ? row.timestamp() : times.timestamp(in);
        long rawDeletionTime = rawDeletionTime(in, flags, row);
        int ttl = ttl(in, flags, row);
        Slice value = (flags & HAS_NO_VALUE) != 0 ? Slice.EMPTY : value(in, width);
        return new Cell(column, null, timestamp, ttl, times.deletionTime(rawDeletionTime, ttl), value);
    }

    ComplexCells readComplex(Cursor in, Column column, Liveness row, boolean hasDeletion) {
        Deletion deletion = hasDeletion ? times.complexDeletion(in) : Deletion.NONE;
        Object[] cells = new Object[in.count(LEAST_BYTES_OF_COMPLEX_CELL)];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = readElement(in, column, row);
        }
        List<Cell> list = FixedList.over(cells);
        return new ComplexCells(column, deletion, list);
    }

    private Cell readElement(Cursor in, Column column, Liveness row) {
        int flags = in.unsignedByte();
        long timestamp = (flags & HAS_ROW_TIMESTAMP) != 0 ? row.timestamp() : times.timestamp(in);
        long rawDeletionTime = rawDeletionTime(in, flags, row);
        int ttl = ttl(in, flags, row);
        Slice path = in.sliceWithVintLength();
        Slice value = (flags & HAS_NO_VALUE) != 0 ? Slice.EMPTY : in.sliceWithVintLength();
        return new Cell(column, path, timestamp, ttl, times.deletionTime(rawDeletionTime, ttl), value);
    }

    private long rawDeletionTime(Cursor in, int flags, Liveness row) {
        if ((flags & HAS_ROW_TTL) != 0) {
            return row.localExpirationTime();
        }
        return (flags & (IS_DELETED | IS_EXPIRING)) != 0 ? times.rawDeletionTime(in) : Cell.NO_DELETION_TIME;
    }

    private int ttl(Cursor in, int flags, Liveness row) {
        if ((flags & HAS_ROW_TTL) != 0) {
            return row.ttl();
        }
        return (flags & IS_EXPIRING) != 0 ? times.ttl(in) : Cell.NO_TTL;
    }

    private static Slice value(Cursor in, int width) {
        return width == CqlType.VARIABLE_LENGTH ? in.sliceWithVintLength() : in.slice(width);
    }
}

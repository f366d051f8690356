package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.ColumnData;
import io.lockweir.cassandra.format.mutation.ComplexCells;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in which a row is kept, in the heap and in the state topic. Each row can be read alone, given its table's schema.
 *
 * <pre>
 * row        = version flags base clustering [liveness] [deletion] count *column
 * version    = %x01
 * flags      = octet                          ; 1: has a row marker, 2: which expires, 4: has a deletion, 8: whose marker nobody saw
 * base       = 8 octets                       ; the timestamp from which the others count
 * clustering = count *( number [octets] )     ; each value's length + 1, or 0 for null
 * liveness   = timestamp [number number]      ; expires at, time to live
 * deletion   = timestamp number               ; local deletion time
 * column     = kind name ( cell / [deletion] count *( kind path cell ) )
 * kind       = octet                          ; 1: complex; of a complex column 2: has a deletion;
 *                                             ; of a cell 2: has a local deletion time, 4: a time to live, 8: a value, 16: written at base
 * cell       = [timestamp] [number] [number] [value]
 * name, path, value = number octets           ; length first
 * timestamp  = number                         ; minus base, zigzag
 * number     = 1*10 octets                    ; seven bits each, lowest first
 * </pre>
 *
 * <p>The same state is always written in the same way. Not thread-safe: reuses its buffer.
 */
public final class RowCodec {

    private static final int VERSION = 1;

    private static final int MARKED = 1;
    private static final int MARKER_EXPIRES = 2;
    private static final int DELETED = 4;
    private static final int MARKER_ASSUMED = 8;

    private final StateWriter out = new StateWriter();

    /** Writes a row; its columns must be of the layout's schema. */
    public byte[] encode(TableLayout layout, RowState row) {
        out.reset();
        long base = base(row);
        Liveness liveness = row.liveness();
        out.octet(VERSION);
        out.octet((liveness.isNone() ? 0 : MARKED)
                | (liveness.isExpiring() ? MARKER_EXPIRES : 0)
                | (liveness.isAssumed() ? MARKER_ASSUMED : 0)
                | (row.deletion().isNone() ? 0 : DELETED));
        out.fixedLong(base);
        write(row.clustering());
        if (!liveness.isNone()) {
            out.signed(liveness.timestamp() - base);
            if (liveness.isExpiring()) {
                out.number(liveness.localExpirationTime());
                out.number(liveness.ttl());
            }
        }
        CellCodec cells = new CellCodec(layout, base);
        if (!row.deletion().isNone()) {
            cells.write(out, row.deletion());
        }
        List<ColumnData> columns = row.columns();
        out.number(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            cells.write(out, columns.get(i));
        }
        return out.toByteArray();
    }

    private static long base(RowState row) {
        if (!row.liveness().isNone()) {
            return row.liveness().timestamp();
        }
        for (ColumnData data : row.columns()) {
            if (data instanceof Cell cell) {
                return cell.timestamp();
            } else if (data instanceof ComplexCells complex && !complex.cells().isEmpty()) {
                return complex.cells().get(0).timestamp();
            }
        }
        return 0;
    }

    private void write(Clustering clustering) {
        out.number(clustering.size());
        for (int i = 0; i < clustering.size(); i++) {
            @Nullable Slice value = clustering.value(i);
            if (value == null) {
                out.number(0);
            } else {
                out.number(value.length() + 1L);
                out.raw(value);
            }
        }
    }

    /**
     * Reads a row. What the columns' drops hide since is left out. The row refers to the bytes: nobody may change them.
     *
     * @throws StateFormatException if the bytes are of another version, cut off, or have columns that the schema does not list
     */
    public static RowState decode(TableLayout layout, byte[] bytes) {
        StateReader in = new StateReader(bytes);
        try {
            RowState row = read(layout, in);
            if (in.atEnd()) {
                return row;
            }
        } catch (IndexOutOfBoundsException e) {
            throw new StateFormatException("A kept row of " + layout.schema().qualifiedName() + " is cut off", e);
        }
        throw new StateFormatException(
                "A kept row of " + layout.schema().qualifiedName() + " has bytes behind its end");
    }

    private static RowState read(TableLayout layout, StateReader in) {
        int version = in.octet();
        if (version != VERSION) {
            throw new StateFormatException("A kept row of " + layout.schema().qualifiedName()
                    + " has the format version " + version + ", known is " + VERSION + "; a newer release wrote it");
        }
        int flags = in.octet();
        long base = in.fixedLong();
        Clustering clustering = clustering(in);
        Liveness liveness = Liveness.NONE;
        if ((flags & MARKED) != 0) {
            long timestamp = base + in.signed();
            boolean expires = (flags & MARKER_EXPIRES) != 0;
            long at = expires ? in.number() : Cell.NO_DELETION_TIME;
            liveness = (flags & MARKER_ASSUMED) != 0
                    ? Liveness.assumed(timestamp)
                    : new Liveness(timestamp, expires ? (int) in.number() : Cell.NO_TTL, at);
        }
        CellCodec cells = new CellCodec(layout, base);
        Deletion deletion = (flags & DELETED) == 0 ? Deletion.NONE : cells.readDeletion(in);
        return new RowState(clustering, liveness, deletion, cells.readColumns(in));
    }

    private static Clustering clustering(StateReader in) {
        @Nullable Slice[] values = new @Nullable Slice[in.count()];
        for (int i = 0; i < values.length; i++) {
            int length = in.count();
            values[i] = length == 0 ? null : in.raw(length - 1);
        }
        return Clustering.of(values);
    }
}

package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.MalformedBytesException;
import java.util.Arrays;

/**
 * Which columns of the update's set a row has: a bit for each that is missing, or, of 64 columns and more, the numbers of those present or
 * missing, whichever are fewer.
 */
final class ColumnSubset {

    private long[] missing = new long[1];

    /** Of a row that has all of its update's columns. */
    void all(int columns) {
        int words = (columns >> 6) + 1;
        if (words > missing.length) {
            missing = new long[words];
        }
        Arrays.fill(missing, 0);
    }

    boolean has(int column) {
        return (missing[column >> 6] & (1L << column)) == 0;
    }

    void read(Cursor in, int columns) {
        all(columns);
        long encoded = in.vint();
        if (encoded == 0) {
            return;
        }
        if (columns < Long.SIZE) {
            if (encoded >>> columns != 0) {
                throw new MalformedBytesException("a row with columns that its update does not have");
            }
            missing[0] = encoded;
        } else {
            readLarge(in, columns, encoded);
        }
    }

    private void readLarge(Cursor in, int columns, long missingCount) {
        if (missingCount < 0 || missingCount > columns) {
            throw new MalformedBytesException("a row without more columns than its update has");
        }
        int present = columns - (int) missingCount;
        if (present < columns / 2) {
            Arrays.fill(missing, -1L);
            for (int i = 0; i < present; i++) {
                int column = column(in, columns);
                missing[column >> 6] &= ~(1L << column);
            }
        } else {
            for (int i = 0; i < missingCount; i++) {
                int column = column(in, columns);
                missing[column >> 6] |= 1L << column;
            }
        }
    }

    private static int column(Cursor in, int columns) {
        long column = in.vint();
        if (column < 0 || column >= columns) {
            throw new MalformedBytesException("a row with a column that its update does not have");
        }
        return (int) column;
    }
}

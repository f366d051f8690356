package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Cursor;
import io.lockweir.cassandra.format.schema.TableSchema;

/**
 * The sets of columns that updates of one table have named lately. Applications use few prepared statements, so a set is nearly
 * always one of the last ones: comparing its bytes is all that is left of resolving names.
 */
final class ColumnSets {

    private static final int REMEMBERED = 16;

    private final TableSchema table;
    private final ColumnSet[] sets = new ColumnSet[REMEMBERED];
    private int size;
    private int oldest;

    ColumnSets(TableSchema table) {
        this.table = table;
    }

    /**
     * Reads names.
     *
     * @throws UnknownColumnException at the first that the table does not have
     */
    ColumnSet next(Cursor in) {
        for (int i = 0; i < size; i++) {
            if (in.skipIfNext(sets[i].bytes())) {
                return sets[i];
            }
        }
        ColumnSet set = ColumnSet.read(in, table);
        if (size < REMEMBERED) {
            sets[size++] = set;
        } else {
            sets[oldest] = set;
            oldest = (oldest + 1) % REMEMBERED;
        }
        return set;
    }
}

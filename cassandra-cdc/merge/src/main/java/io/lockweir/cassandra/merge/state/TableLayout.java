package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.CqlType;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.order.ClusteringOrder;
import io.lockweir.cassandra.merge.order.PathOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/** A table's columns in the order in which rows keep them, their names as bytes, and the orders of its rows and elements. */
public final class TableLayout {

    private final TableSchema schema;
    private final ClusteringOrder order;
    private final Column[] columns;
    private final Slice[] names;
    private final boolean[] inForce;
    private final boolean allInForce;
    private final IdentityHashMap<Column, PathOrder> paths = new IdentityHashMap<>();

    /**
     * The layout of a table.
     *
     * @throws UnsupportedOperationException if it has a type whose order is not known, or is a table of counters
     */
    public TableLayout(TableSchema schema) {
        this.schema = schema;
        List<Column> current = new ArrayList<>(schema.statics());
        current.addAll(schema.regulars());
        List<Column> all = new ArrayList<>(current);
        for (Column dropped : schema.dropped()) {
            if (current.stream().noneMatch(column -> ColumnOrder.INSTANCE.compare(column, dropped) == 0)) {
                all.add(dropped);
            }
        }
        all.sort(ColumnOrder.INSTANCE);
        this.columns = all.toArray(Column[]::new);
        this.names = new Slice[columns.length];
        this.inForce = new boolean[columns.length];
        for (int i = 0; i < columns.length; i++) {
            names[i] = Slice.utf8(columns[i].name());
            inForce[i] = current.contains(columns[i]);
            if (inForce[i]) {
                refuseCounter(columns[i]);
            }
            if (columns[i].isComplex()) {
                paths.put(columns[i], PathOrder.of(columns[i].type()));
            }
        }
        this.allInForce = columns.length == current.size();
        this.order = ClusteringOrder.of(schema);
    }

    private void refuseCounter(Column column) {
        if (column.type() == CqlType.Native.COUNTER) {
            throw new UnsupportedOperationException(
                    "The table " + schema.qualifiedName() + " has the counter " + column.name()
                            + ": counters cannot be merged from the log; read their rows back, or exclude the table");
        }
    }

    public TableSchema schema() {
        return schema;
    }

    public ClusteringOrder order() {
        return order;
    }

    /** Whether queries know the column: it was not dropped, or was added again. */
    public boolean isInForce(Column column) {
        if (allInForce) {
            return true;
        }
        return inForce[indexOf(column, 0)];
    }

    PathOrder paths(Column column) {
        PathOrder known = paths.get(column);
        return known == null ? PathOrder.of(column.type()) : known;
    }

    /** The name in UTF-8. */
    Slice name(int index) {
        return names[index];
    }

    Column column(int index) {
        return columns[index];
    }

    /**
     * The index of the column with a name, tried first at a hint: the columns of a row follow each other here.
     *
     * @throws StateFormatException if the table has none
     */
    int indexOf(Slice name, Arity arity, int hint) {
        for (int i = 0; i < columns.length; i++) {
            int index = hint + i < columns.length ? hint + i : hint + i - columns.length;
            if (names[index].equals(name) && columns[index].isComplex() == (arity == Arity.COMPLEX)) {
                return index;
            }
        }
        throw new StateFormatException("A kept row of " + schema.qualifiedName() + " has the column " + name.toUtf8()
                + " (" + arity + "), which its schema does not list, not even as dropped; refresh the schema");
    }

    /**
     * The index of a column, tried first at a hint.
     *
     * @throws StateFormatException if the table does not have it
     */
    int indexOf(Column column, int hint) {
        for (int i = hint; i < columns.length; i++) {
            if (isSame(columns[i], column)) {
                return i;
            }
        }
        int index = Arrays.binarySearch(columns, column, ColumnOrder.INSTANCE);
        if (index < 0) {
            throw new StateFormatException("A write to " + schema.qualifiedName() + " names the column " + column.name()
                    + ", which its schema does not list; decode it with this schema");
        }
        return index;
    }

    @SuppressWarnings("ReferenceEquality") // Nearly always it is: equality of columns compares their types.
    private static boolean isSame(Column left, Column right) {
        return left == right;
    }
}

package io.lockweir.sink.reconcile;

import java.util.Set;
import java.util.function.Predicate;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are compared: those with a smaller value in a column, on both sides alike; or all.
 *
 * @param column of both sides; empty for all rows
 * @param text of the value, in PostgreSQL's form
 * @param value that the text stands for
 */
public record Bound(String column, String text, @Nullable Object value) {

    /** All rows. */
    public static final Bound NONE = new Bound("", "", null);

    /** Those that order numbers and times alike on both sides; texts are ordered by collations. */
    private static final Set<Type.TypeID> ORDERED = Set.of(
            Type.TypeID.INTEGER,
            Type.TypeID.LONG,
            Type.TypeID.DECIMAL,
            Type.TypeID.DATE,
            Type.TypeID.TIME,
            Type.TypeID.TIMESTAMP);

    /**
     * From {@code COLUMN<VALUE}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Bound parse(String text, Schema schema) {
        int smaller = text.indexOf('<');
        String column = smaller < 0 ? "" : text.substring(0, smaller).trim();
        Type type = column.isEmpty() ? null : schema.findType(column);
        if (type == null || !ORDERED.contains(type.typeId())) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no bound: write COLUMN<VALUE with a column of whole numbers, decimals or times");
        }
        String value = text.substring(smaller + 1).trim();
        Object parsed = DatabaseValues.of(type, value, DatabaseValues.Precision.OTHER);
        if (parsed == null || parsed instanceof Unfit) {
            throw new IllegalArgumentException("'" + value + "' is no value of type " + type);
        }
        return new Bound(column, value, parsed);
    }

    boolean isNone() {
        return column.isEmpty();
    }

    /** Columns that it looks at. */
    public Set<String> columns() {
        return isNone() ? Set.of() : Set.of(column);
    }

    /** For rows of the table. */
    @SuppressWarnings("unchecked") // both are values of the column
    public Predicate<Record> ofTable() {
        return row -> {
            Object found = isNone() ? null : row.getField(column);
            return isNone() || (found != null && ((Comparable<Object>) found).compareTo(value) < 0);
        };
    }
}

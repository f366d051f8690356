package io.lockweir.cassandra.format.schema;

/**
 * A column of a table.
 *
 * @param name as in the schema, without quotes
 * @param order of a clustering column; {@link Order#ASCENDING} of all others
 * @param droppedAt when a column of this name was last dropped from the table, in microseconds since 1970, or {@link #NEVER_DROPPED}. Cells
 *     and collection deletions with a timestamp at or below it are hidden: in Cassandra's reads they do not exist. The decoder
 *     delivers them; who merges asks {@link #hides}.
 */
public record Column(String name, Kind kind, CqlType type, Order order, long droppedAt) {

    public static final long NEVER_DROPPED = Long.MIN_VALUE;

    public static Column partitionKey(String name, CqlType type) {
        return new Column(name, Kind.PARTITION_KEY, type, Order.ASCENDING, NEVER_DROPPED);
    }

    public static Column clustering(String name, CqlType type, Order order) {
        return new Column(name, Kind.CLUSTERING, type, order, NEVER_DROPPED);
    }

    public static Column ofStatic(String name, CqlType type) {
        return new Column(name, Kind.STATIC, type, Order.ASCENDING, NEVER_DROPPED);
    }

    public static Column regular(String name, CqlType type) {
        return new Column(name, Kind.REGULAR, type, Order.ASCENDING, NEVER_DROPPED);
    }

    /** The same column, of which one of the same name was dropped at a time. */
    public Column droppedAt(long micros) {
        return new Column(name, kind, type, order, micros);
    }

    /** Whether an element is a cell of its own; never so in a key. */
    public boolean isComplex() {
        return type.isMultiCell();
    }

    /** Whether what was written to this column at a timestamp (microseconds) is gone because the column was dropped since. */
    public boolean hides(long timestamp) {
        return droppedAt != NEVER_DROPPED && timestamp <= droppedAt;
    }

    public enum Kind {
        PARTITION_KEY,
        CLUSTERING,
        STATIC,
        REGULAR
    }

    public enum Order {
        ASCENDING,
        DESCENDING
    }
}

package io.lockweir.cassandra.merge.order;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.RangeBound;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of the rows of one table's partitions, as keys: unsigned bytes that compare as Cassandra's typed comparators do, {@code DESC}
 * included. Two clusterings that Cassandra takes for one row have one key.
 *
 * <p>A bound is a key too: the rows at or behind it are those with a key that is not smaller. The {@linkplain #STATIC static row} comes
 * before all rows and all bounds.
 */
public final class ClusteringOrder {

    /** The key of the static row; and of the only row of a partition in a table without clustering columns. */
    public static final Slice STATIC = Slice.EMPTY;

    private static final int NULL = 0x00;
    private static final int VALUE = 0x01;
    private static final int BEHIND_PREFIX = 0xFF;
    /** Not smaller than the static row, and not larger than any row. */
    private static final Slice BEFORE_ALL_ROWS = Slice.of(new byte[] {NULL});

    private final ValueOrder[] orders;
    private final boolean[] descending;

    private ClusteringOrder(ValueOrder[] orders, boolean[] descending) {
        this.orders = orders;
        this.descending = descending;
    }

    /**
     * The order of a table.
     *
     * @throws UnsupportedOperationException if the type of a clustering column is a Java class of the node
     */
    public static ClusteringOrder of(TableSchema table) {
        List<Column> columns = table.clustering();
        boolean[] descending = new boolean[columns.size()];
        for (int i = 0; i < descending.length; i++) {
            descending[i] = columns.get(i).order() == Order.DESCENDING;
        }
        return new ClusteringOrder(
                columns.stream().map(column -> ValueOrder.of(column.type())).toArray(ValueOrder[]::new), descending);
    }

    /** The key of a row. */
    public Slice key(Clustering clustering) {
        return clustering.size() == 0 ? STATIC : write(clustering).toSlice();
    }

    /** The key of a bound: all rows that begin with its prefix lie on one side of it. */
    public Slice bound(RangeBound bound) {
        if (!bound.kind().isBeforePrefix()) {
            KeyWriter key = write(bound.clustering());
            key.put(BEHIND_PREFIX);
            return key.toSlice();
        }
        return bound.clustering().size() == 0
                ? BEFORE_ALL_ROWS
                : write(bound.clustering()).toSlice();
    }

    private KeyWriter write(Clustering clustering) {
        KeyWriter key = new KeyWriter();
        for (int i = 0; i < clustering.size(); i++) {
            @Nullable Slice value = clustering.value(i);
            if (value == null) {
                key.put(NULL);
                continue;
            }
            key.put(VALUE);
            int start = key.size();
            orders[i].write(value, key);
            if (descending[i]) {
                key.invertFrom(start);
            }
        }
        return key;
    }
}

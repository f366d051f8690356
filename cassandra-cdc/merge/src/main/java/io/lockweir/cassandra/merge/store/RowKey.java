package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.Comparator;

/**
 * Where a row is.
 *
 * @param key in the order of the partition's rows, as {@code ClusteringOrder} makes it
 */
public record RowKey(TableId table, Slice partition, Slice key) implements Comparable<RowKey> {

    private static final Comparator<RowKey> ORDER = Comparator.comparingLong(
                    (RowKey row) -> row.table().mostSignificantBits())
            .thenComparingLong(row -> row.table().leastSignificantBits())
            .thenComparing(RowKey::partition)
            .thenComparing(RowKey::key);

    @Override
    public int compareTo(RowKey other) {
        return ORDER.compare(this, other);
    }
}

package io.lockweir.cassandra.merge;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.state.RowState;
import io.lockweir.cassandra.merge.state.Visibility;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row, or the static row of a partition, that a query sees otherwise than before.
 *
 * @param partitionKey as the node stores it
 * @param key of the row among the partition's rows (see {@code ClusteringOrder}). Changes of one update come in ascending order of it, so
 *     it says how far an expansion got
 * @param before null if the row did not exist
 * @param after null if it does not exist now; never both
 * @param timestamp of the write, the deletion or the expiry that changed it, in microseconds since 1970 by convention
 */
public record RowChange(
        TableSchema table,
        Slice partitionKey,
        Slice key,
        @Nullable RowImage before,
        @Nullable RowImage after,
        Origin origin,
        long timestamp) {

    public RowChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a row that neither was nor is");
        }
    }

    static RowChange between(
            Visibility sight,
            Slice partitionKey,
            Slice key,
            @Nullable RowState before,
            @Nullable RowState after,
            Origin origin,
            long timestamp) {
        return new RowChange(
                sight.layout().schema(),
                partitionKey,
                key,
                before == null ? null : new RowImage(before, sight),
                after == null ? null : new RowImage(after, sight),
                origin,
                timestamp);
    }

    public Kind kind() {
        return Kind.of(before, after, origin);
    }

    /** Whether it is the static row. */
    public boolean isStatic() {
        return key.isEmpty() && !table.clustering().isEmpty();
    }

    /** Empty of the static row. */
    public Clustering clustering() {
        return Objects.requireNonNull(after == null ? before : after).clustering();
    }

    @Override
    public String toString() {
        return "RowChange[" + table.qualifiedName() + ", " + kind() + ", " + origin + "]";
    }
}

package io.lockweir.cassandra.format.mutation;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mutation does to one partition of one table.
 *
 * @param key the partition key as the node stores it; {@code value.PartitionKey} takes it apart
 * @param deletion of the whole partition, statics too, or {@link Deletion#NONE}
 * @param staticRow the static columns, or null if the update has none
 * @param unfiltereds rows and bounds of range deletions in the clustering order of the table
 */
public record PartitionUpdate(
        TableSchema table,
        Slice key,
        Deletion deletion,
        @Nullable Row staticRow,
        List<Unfiltered> unfiltereds) {

    @Override
    public String toString() {
        return "PartitionUpdate[" + table.qualifiedName() + ", " + unfiltereds.size() + " unfiltereds]";
    }
}

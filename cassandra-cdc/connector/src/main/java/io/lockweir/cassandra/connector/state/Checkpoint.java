package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.store.RowKey;
import java.util.Map;

/** What changed from one place to the next; later changes of the store do not reach it. Deletions stand under the partition with an empty row. */
public record Checkpoint(Place place, Map<RowKey, Kept> rows, Map<RowKey, PartitionDeletions> deletions) {}

package io.lockweir.cassandra.connector.state;

import io.lockweir.cassandra.merge.state.PartitionDeletions;
import io.lockweir.cassandra.merge.store.RowKey;
import java.util.List;
import java.util.Map;

/**
 * What changed from one place to the next; later changes of the store do not reach it.
 *
 * @param deletions stand under the partition with an empty row
 * @param progress how far tables were read from the node; empty for not at all
 * @param untold rows that were read from the node and not told yet, instead of those before
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record Checkpoint(
        Place place,
        Map<RowKey, Kept> rows,
        Map<RowKey, PartitionDeletions> deletions,
        byte[] progress,
        List<Reread> untold) {
    /** Of a state that holds nothing yet. */
    public static Checkpoint initial() {
        return new Checkpoint(Place.NOTHING, Map.of(), Map.of(), new byte[0], List.of());
    }
}

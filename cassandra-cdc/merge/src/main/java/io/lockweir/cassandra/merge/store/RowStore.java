package io.lockweir.cassandra.merge.store;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.schema.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kept rows, partition by partition. One thread at a time.
 *
 * <p>Keys are order-preserving bytes (see {@code ClusteringOrder}); rows are bytes of {@code RowCodec}, which a store neither reads nor
 * changes. Slices that are given are copied if they are kept.
 */
public interface RowStore {

    /** A partition, kept or not: one of which nothing is known is empty, and costs nothing until something is put. */
    StoredPartition partition(TableId table, Slice partitionKey);

    /**
     * The keys of the partitions of which something is kept, ascending by unsigned bytes: those behind one, or all.
     *
     * @return a snapshot; partitions may be changed while it is read
     */
    List<Slice> partitionKeys(TableId table, @Nullable Slice behind);

    /** Tables of which something is kept. */
    List<TableId> tables();

    /**
     * The rows whose next expiry is at or below a time (seconds since 1970): at most so many, ascending by that time, table, partition and
     * row.
     */
    List<RowKey> expiring(long upTo, int limit);

    /** What is kept, in bytes of memory or disk, about. */
    long bytes();
}

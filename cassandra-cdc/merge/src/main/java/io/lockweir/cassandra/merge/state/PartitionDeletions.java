package io.lockweir.cassandra.merge.state;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Deletion;
import java.util.List;

/**
 * What is kept of a partition beside its rows. Ranges that the partition's own deletion makes superfluous are left out, so equal knowledge is
 * an equal value.
 *
 * @param partition of everything, the static row too, or {@link Deletion#NONE}
 * @param ranges of rows
 */
public record PartitionDeletions(Deletion partition, RangeDeletions ranges) {

    public static final PartitionDeletions NONE = new PartitionDeletions(Deletion.NONE, RangeDeletions.NONE);

    public boolean isEmpty() {
        return partition.isNone() && ranges.isEmpty();
    }

    /** The newest deletion over a row; of the static row's key only the partition's. */
    public Deletion covering(Slice key) {
        return ranges.isEmpty() ? partition : Reconcile.deletion(partition, ranges.covering(key));
    }

    /** With one more deletion of the partition and some of ranges. Itself if nothing is new. */
    public PartitionDeletions plus(Deletion deletion, List<DeletedRange> deleted) {
        if (deletion.isNone() && deleted.isEmpty()) {
            return this;
        }
        Deletion newest = Reconcile.deletion(partition, deletion);
        RangeDeletions all = ranges;
        for (DeletedRange range : deleted) {
            all = all.plus(range.keys(), range.deletion());
        }
        RangeDeletions needed = all.map(range -> Reconcile.supersedes(range, newest) ? range : Deletion.NONE);
        PartitionDeletions sum = new PartitionDeletions(newest, needed);
        return sum.equals(this) ? this : sum;
    }

    /** Without what has done its work. */
    public PartitionDeletions purged(Purge purge) {
        return new PartitionDeletions(purge.deletion(partition), ranges.map(purge::deletion));
    }
}

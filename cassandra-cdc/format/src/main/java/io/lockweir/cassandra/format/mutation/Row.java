package io.lockweir.cassandra.format.mutation;

import java.util.List;

/**
 * A row, or the static row of a partition.
 *
 * @param clustering empty of a static row
 * @param liveness the row marker, or {@link Liveness#NONE}; never of a static row
 * @param deletion of the row, or {@link Deletion#NONE}
 * @param columns those that were written, in the order of the log: simple ones by name, then complex ones by name
 */
public record Row(Clustering clustering, Liveness liveness, RowDeletion deletion, List<ColumnData> columns)
        implements Unfiltered {}

package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.schema.TableSchema;

/**
 * A row of which only the node can tell what it is.
 *
 * @param row by the order of the partition's rows; empty of the static row
 */
record Doubt(TableSchema table, Slice key, Slice row, Clustering clustering, Marker marker) {
    /** Whether a row marker is at stake. */
    enum Marker {
        /** A write that was left out had one. */
        WRITTEN,
        NONE
    }

    boolean isStatic() {
        return row.isEmpty() && !table.clustering().isEmpty();
    }

    @Override
    public String toString() {
        return "Doubt[" + table.qualifiedName() + "]";
    }
}

package io.lockweir.cassandra.connector.snapshot;

import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.schema.TableSchema;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row of which only the node can tell what it is.
 *
 * @param row by the order of the partition's rows; empty of the static row
 * @param ending what was left out and ends by itself: once it has ended, no query shows it, nor what it hides
 */
record Doubt(TableSchema table, Slice key, Slice row, Clustering clustering, Marker marker, List<Row> ending) {
    /** Whether a row marker is at stake. */
    enum Marker {
        /** A write that was left out had one. */
        WRITTEN,
        NONE
    }

    Doubt(TableSchema table, Slice key, Slice row, Clustering clustering, Marker marker) {
        this(table, key, row, clustering, marker, List.of());
    }

    /** With what another one of the same row has. */
    Doubt and(Doubt more) {
        return new Doubt(
                table,
                key,
                row,
                clustering,
                marker == Marker.WRITTEN ? marker : more.marker,
                Stream.concat(ending.stream(), more.ending.stream()).toList());
    }

    boolean isStatic() {
        return row.isEmpty() && !table.clustering().isEmpty();
    }

    @Override
    public String toString() {
        return "Doubt[" + table.qualifiedName() + "]";
    }
}

package io.lockweir.sink.commit;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;

/** Told what happens to commits; for metrics. Called on commit threads. */
public interface CommitObserver {

    /** A snapshot with these rows is in the table. */
    void committed(TableIdentifier table, int slices, long rows);

    /** The snapshot itself, told right after {@link #committed}; not told of one whose answer was lost. */
    default void landed(TableIdentifier table, Snapshot snapshot) {}

    /** An attempt whose outcome is unknown, or a table that could not be loaded. */
    void failed(TableIdentifier table, CatalogFailure failure);

    /** A slice that did not fit. */
    void discarded(TableIdentifier table);
}

package io.lockweir.sink.feed;

import io.lockweir.sink.hold.Hold;
import java.util.Collection;
import org.apache.iceberg.catalog.TableIdentifier;

/** Told what feeds do. Called on the task's thread. */
public interface FeedMetrics {
    void rows(long count);

    /** Records that said that a row goes. */
    void deleted();

    void filtered();

    void quarantined();

    /** A record of a partition that is not, or not now, to be read. */
    void dropped();

    /** A record does not keep these quality rules. */
    void violated(Collection<String> rules);

    void held(Hold hold);

    /** A table is read again from what it says. */
    void rewound(TableIdentifier table);

    /** How the task stands with a table; told again whenever it may have changed. */
    default void standing(TableIdentifier table, Standing standing) {}

    /** The task feeds a table no longer. */
    default void left(TableIdentifier table) {}

    /** Event time up to which the oldest uncommitted row reaches back, or a negative number if all are committed. */
    void oldestUncommittedMs(long eventTimeMs);

    /** Heap that files and slices of the task take, as estimated. */
    void heldBytes(long bytes);
}

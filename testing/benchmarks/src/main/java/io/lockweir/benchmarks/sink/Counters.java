package io.lockweir.benchmarks.sink;

import io.lockweir.sink.feed.FeedMetrics;
import io.lockweir.sink.hold.Hold;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import org.apache.iceberg.catalog.TableIdentifier;

/** Counts as the sink's own metrics do; whatever is not plain writing ends the benchmark. */
final class Counters implements FeedMetrics {
    private final LongAdder rows = new LongAdder();
    private long oldestUncommittedMs;

    /** Rows that were written. */
    long rows() {
        return rows.sum();
    }

    /** Whether all of them are in the table. */
    boolean idle() {
        return oldestUncommittedMs < 0;
    }

    @Override
    public void rows(long count) {
        rows.add(count);
    }

    @Override
    public void deleted() {
        throw new IllegalStateException("A record was to become a row, and was a delete");
    }

    @Override
    public void filtered() {
        throw new IllegalStateException("A record was to become a row, and was passed by");
    }

    @Override
    public void quarantined() {
        throw new IllegalStateException("A record was to become a row, and was quarantined");
    }

    @Override
    public void violated(Collection<String> rules) {
        throw new IllegalStateException("There are no rules to violate: " + rules);
    }

    @Override
    public void dropped() {
        throw new IllegalStateException("A record came while the task did not read");
    }

    @Override
    public void held(Hold hold) {
        throw new IllegalStateException(hold.message());
    }

    @Override
    public void rewound(TableIdentifier table) {
        throw new IllegalStateException("The table was to be read again");
    }

    @Override
    public void oldestUncommittedMs(long eventTimeMs) {
        oldestUncommittedMs = eventTimeMs;
    }

    @Override
    public void heldBytes(long bytes) {
        // Nobody looks; the budget itself is in force.
    }
}

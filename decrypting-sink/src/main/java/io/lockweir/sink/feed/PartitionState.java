package io.lockweir.sink.feed;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** One assigned source partition, and the tables it feeds. */
final class PartitionState {

    /** Records are only taken in {@link #LIVE}; in every other phase they are dropped, since they will come again. */
    enum Phase {
        /** Paused; where to begin is not known. */
        UNRESOLVED,
        /** Paused; being looked up. */
        RESOLVING,
        /** Paused until its tables can take more; then sought back to where they stand. */
        STALLED,
        /** A seek was asked for, which Connect does before the next put. */
        SEEKING,
        LIVE
    }

    final TopicPartition partition;
    final List<TableFeed> feeds;
    Phase phase = Phase.UNRESOLVED;
    /** Offset behind the last record seen; a smaller one without a seek means that the consumer was reset. */
    long next;

    long stalledUntilMs;

    PartitionState(TopicPartition partition, List<TableFeed> feeds) {
        this.partition = partition;
        this.feeds = List.copyOf(feeds);
    }

    /** Feeds that go on and do not know where. */
    List<TableFeed> unstarted() {
        return feeds.stream()
                .filter(feed -> !feed.held() && !feed.started(partition))
                .toList();
    }

    boolean allHeld() {
        return feeds.stream().allMatch(TableFeed::held);
    }

    boolean underPressure() {
        // Asked for every record.
        for (TableFeed feed : feeds) {
            if (!feed.held() && feed.full()) {
                return true;
            }
        }
        return false;
    }

    /** Where to read on: the least that one of the tables needs. The others skip by their own cursors. */
    long leastNeeded() {
        return feeds.stream()
                .filter(feed -> !feed.held())
                .mapToLong(feed -> feed.next(partition))
                .min()
                .orElseThrow();
    }

    void seeking(long offset) {
        phase = Phase.SEEKING;
        next = offset;
    }
}

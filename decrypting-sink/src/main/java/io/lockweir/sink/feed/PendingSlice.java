package io.lockweir.sink.feed;

import io.lockweir.sink.commit.Slice;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;

/** A slice that was cut: first its conditions, then its commit. */
final class PendingSlice {
    final Slice slice;
    private final List<Future<Void>> reports;
    private final Gaps gaps;
    /** Heap that it takes, as estimated. */
    final long heldBytes;

    boolean submitted;

    /**
     * @param reports dead letters that must be safe before the slice may say that their offsets are done
     * @param gaps runs of unseen offsets, which must not have been records
     */
    PendingSlice(Slice slice, List<Future<Void>> reports, Gaps gaps) {
        this.slice = slice;
        this.reports = List.copyOf(reports);
        this.gaps = gaps;
        this.heldBytes = slice.files().heldBytes();
    }

    boolean ready() {
        return gaps.answered() && reports.stream().allMatch(Future::isDone);
    }

    /** Of a ready slice. @throws ExecutionException if a record did not reach the dead-letter queue */
    Set<TopicPartition> lost() throws ExecutionException, InterruptedException {
        for (Future<Void> report : reports) {
            report.get();
        }
        return gaps.lost();
    }
}

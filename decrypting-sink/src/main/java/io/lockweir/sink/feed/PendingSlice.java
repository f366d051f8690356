package io.lockweir.sink.feed;

import io.lockweir.sink.commit.Slice;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;

/** A slice that was cut: first its conditions, then its commit. */
final class PendingSlice {
    final Slice slice;
    private final List<Future<Void>> reports;
    private final CompletableFuture<Set<TopicPartition>> lost;
    boolean submitted;

    /**
     * @param reports dead letters that must be safe before the slice may say that their offsets are done
     * @param lost partitions whose unseen offsets the log no longer holds, so that they may have been records
     */
    PendingSlice(Slice slice, List<Future<Void>> reports, CompletableFuture<Set<TopicPartition>> lost) {
        this.slice = slice;
        this.reports = List.copyOf(reports);
        this.lost = lost;
    }

    boolean ready() {
        return lost.isDone() && reports.stream().allMatch(Future::isDone);
    }

    /** Of a ready slice. @throws ExecutionException if a record did not reach the dead-letter queue, or the log was not read */
    Set<TopicPartition> lost() throws ExecutionException, InterruptedException {
        for (Future<Void> report : reports) {
            report.get();
        }
        return lost.get();
    }
}

package io.lockweir.sink.feed;

import io.lockweir.sink.commit.Slice;
import io.lockweir.sink.commit.SliceResult;
import io.lockweir.sink.commit.TableCommitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Slices of one feed between their cut and what becomes of them. They are handed over in order, each when its conditions
 * are met. Runs on the task's thread, but for the results that commit threads leave here.
 */
final class PendingSlices {

    /** Something the feed has to act on. */
    sealed interface Event {

        /** The committer decided. */
        record Decided(PendingSlice slice, SliceResult result) implements Event {}

        /** The log no longer holds offsets that were never seen; the slice was dropped, with those behind it. */
        record Lost(PendingSlice slice, TopicPartition partition, List<Slice> dropped) implements Event {}

        /** A condition was not met; the slice was dropped, with those behind it. */
        record Failed(String why, List<Slice> dropped) implements Event {}
    }

    private record Settled(String slice, SliceResult result) {}

    private final Deque<PendingSlice> slices = new ArrayDeque<>();
    private final Queue<Settled> settled = new ConcurrentLinkedQueue<>();

    void add(PendingSlice slice) {
        slices.add(slice);
    }

    int count() {
        return slices.size();
    }

    long heldBytes() {
        return slices.stream().mapToLong(slice -> slice.heldBytes).sum();
    }

    boolean touches(Set<TopicPartition> partitions) {
        return slices.stream().anyMatch(p -> p.slice.ranges().keySet().stream().anyMatch(partitions::contains));
    }

    LongStream eventTimes() {
        return slices.stream().mapToLong(p -> p.slice.facts().minEventMs());
    }

    /** The next decision the committer left, if any. */
    Optional<Event> poll() {
        for (Settled done = settled.poll(); done != null; done = settled.poll()) {
            for (Iterator<PendingSlice> each = slices.iterator(); each.hasNext(); ) {
                PendingSlice slice = each.next();
                if (slice.slice.id().equals(done.slice())) {
                    each.remove();
                    return Optional.of(new Event.Decided(slice, done.result()));
                }
            }
        }
        return Optional.empty();
    }

    /** Hands over what is ready, up to the first one that is not. */
    Optional<Event> handOver(TableCommitter committer) {
        for (PendingSlice next : slices) {
            if (next.submitted) {
                continue;
            }
            if (!next.ready()) {
                return Optional.empty();
            }
            try {
                Set<TopicPartition> lost = next.lost();
                if (!lost.isEmpty()) {
                    return Optional.of(new Event.Lost(next, lost.iterator().next(), dropUnsubmitted()));
                }
            } catch (ExecutionException e) {
                return Optional.of(new Event.Failed(String.valueOf(e.getCause()), dropUnsubmitted()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            next.submitted = true;
            String id = next.slice.id();
            committer.submit(next.slice, result -> settled.add(new Settled(id, result)));
        }
        return Optional.empty();
    }

    /** Forgets what was not handed over, and returns it: nobody will ever need its files. */
    List<Slice> dropUnsubmitted() {
        List<Slice> dropped = slices.stream()
                .filter(slice -> !slice.submitted)
                .map(slice -> slice.slice)
                .toList();
        slices.removeIf(slice -> !slice.submitted);
        return dropped;
    }

    void clear() {
        slices.clear();
    }
}

package io.lockweir.sink.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs of offsets that never reached the task: transaction markers, records that a transform dropped, compacted ones; or,
 * when the consumer fell behind the start of the log and was reset, records that were deleted unread. Where the log began
 * when a run was noticed tells; asked later, retention may have passed records that were read.
 */
final class Gaps {

    /** @param logStart where the log began after the run was noticed */
    private record Gap(long from, CompletableFuture<Long> logStart) {

        boolean harmless() {
            return logStart.isDone() && logStart.join() <= from;
        }
    }

    /** In ascending order; few, since those that share an answer share the first one's fate. */
    private final Map<TopicPartition, List<Gap>> gaps = new HashMap<>();

    void note(TopicPartition partition, long from, CompletableFuture<Long> logStart) {
        List<Gap> known = gaps.computeIfAbsent(partition, p -> new ArrayList<>(2));
        if (!known.isEmpty() && known.get(known.size() - 1).logStart() == logStart) {
            return;
        }
        known.removeIf(Gap::harmless);
        known.add(new Gap(from, logStart));
    }

    /** Whether every answer is there. */
    boolean answered() {
        return all().allMatch(gap -> gap.logStart().isDone());
    }

    /** Partitions whose logs no longer reached back to what was not seen; once {@link #answered}. */
    Set<TopicPartition> lost() {
        return gaps.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(gap -> !gap.harmless()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Stream<Gap> all() {
        return gaps.values().stream().flatMap(List::stream);
    }
}

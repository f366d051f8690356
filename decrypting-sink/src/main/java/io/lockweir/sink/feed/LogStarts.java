package io.lockweir.sink.feed;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks where logs begin: one question at a time for all tables of a task, and what is wanted meanwhile goes into the next
 * one. What gets no answer is asked again. Runs on the task's thread; never blocks.
 */
final class LogStarts {

    private static final Logger LOG = LoggerFactory.getLogger(LogStarts.class);
    /** Between two questions; each transaction of a source leaves a gap. */
    private static final long PAUSE_MS = 100;

    private static final long RETRY_MS = 1_000;

    private final Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> brokers;
    private final Map<TopicPartition, CompletableFuture<Long>> wanted = new HashMap<>();
    private final Map<TopicPartition, CompletableFuture<Long>> asked = new HashMap<>();
    private @Nullable CompletableFuture<Map<TopicPartition, Long>> running;
    private long notBeforeMs;

    /** @param brokers tell the first offset of each log; what they cannot tell is left out */
    LogStarts(Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> brokers) {
        this.brokers = brokers;
    }

    /**
     * Where the log of a partition begins, at a moment after this call and soon. It never goes back: an offset that is
     * still there then was there before.
     *
     * @return the same one for all calls up to the next question; never fails
     */
    CompletableFuture<Long> of(TopicPartition partition) {
        return wanted.computeIfAbsent(partition, p -> new CompletableFuture<>());
    }

    boolean idle() {
        return running == null && wanted.isEmpty();
    }

    /** Takes in an answer, and asks the next question. */
    void advance(long nowMs) {
        if (running != null && running.isDone()) {
            takeIn(running, nowMs);
            running = null;
        }
        if (running == null && !wanted.isEmpty() && nowMs >= notBeforeMs) {
            asked.putAll(wanted);
            wanted.clear();
            notBeforeMs = nowMs + PAUSE_MS;
            running = brokers.apply(Set.copyOf(asked.keySet()));
        }
    }

    private void takeIn(CompletableFuture<Map<TopicPartition, Long>> answer, long nowMs) {
        Map<TopicPartition, Long> starts;
        try {
            starts = answer.join();
        } catch (CompletionException e) {
            LOG.warn("Where logs begin could not be asked; next in {} ms: {}", RETRY_MS, String.valueOf(e.getCause()));
            starts = Map.of();
        }
        for (Map.Entry<TopicPartition, CompletableFuture<Long>> entry : asked.entrySet()) {
            Long start = starts.get(entry.getKey());
            if (start != null) {
                entry.getValue().complete(start);
            } else {
                askAgain(entry.getKey(), entry.getValue());
                notBeforeMs = nowMs + RETRY_MS;
            }
        }
        asked.clear();
    }

    /** What waits longest is asked for, and what came meanwhile waits for it: a chain would grow with every failure. */
    private void askAgain(TopicPartition partition, CompletableFuture<Long> unanswered) {
        CompletableFuture<Long> newer = wanted.put(partition, unanswered);
        if (newer != null) {
            CompletableFuture<Void> unused = unanswered.thenAccept(newer::complete);
        }
    }

    /** Nobody waits for these any more. */
    void forget(Collection<TopicPartition> partitions) {
        wanted.keySet().removeAll(partitions);
        asked.keySet().removeAll(partitions);
    }
}

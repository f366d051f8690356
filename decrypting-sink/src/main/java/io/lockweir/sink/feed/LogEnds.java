package io.lockweir.sink.feed;

import io.lockweir.sink.source.Probed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks now and then, for all partitions of a task, whether the ends of logs are reached; one question at a time. Runs on
 * the task's thread; never blocks.
 */
final class LogEnds {

    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);

    /**
     * What was found.
     *
     * @param position that was asked about
     * @param askedMs when: later records may follow
     */
    record Found(long position, long askedMs, Probed probed) {}

    private final Function<Map<TopicPartition, Long>, CompletableFuture<Map<TopicPartition, Probed>>> brokers;
    private final long intervalMs;
    private @Nullable CompletableFuture<Map<TopicPartition, Probed>> running;
    private Map<TopicPartition, Long> asked = Map.of();
    private long askedMs;
    private long nextMs;

    /** @param interval zero never to ask */
    LogEnds(
            Function<Map<TopicPartition, Long>, CompletableFuture<Map<TopicPartition, Probed>>> brokers,
            Duration interval) {
        this.brokers = brokers;
        this.intervalMs = interval.toMillis();
    }

    /** Takes in an answer and asks the next question. Returns the answer, often nothing. */
    Map<TopicPartition, Found> advance(long nowMs, Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Found> found = Map.of();
        if (running != null && running.isDone()) {
            found = takeIn(running);
            running = null;
        }
        if (intervalMs > 0 && running == null && nowMs >= nextMs && !positions.isEmpty()) {
            asked = Map.copyOf(positions);
            askedMs = nowMs;
            nextMs = nowMs + intervalMs;
            running = brokers.apply(asked);
        }
        return found;
    }

    private Map<TopicPartition, Found> takeIn(CompletableFuture<Map<TopicPartition, Probed>> answer) {
        Map<TopicPartition, Found> found = new HashMap<>();
        try {
            answer.join().forEach((partition, probed) -> {
                Long position = asked.get(partition);
                if (position != null) {
                    found.put(partition, new Found(position, askedMs, probed));
                }
            });
        } catch (CompletionException e) {
            LOG.warn(
                    "Whether the ends of logs are reached could not be asked; next in {} ms: {}",
                    intervalMs,
                    String.valueOf(e.getCause()));
        }
        return found;
    }
}

package io.lockweir.sink.feed;

import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.source.SourceLog;
import io.lockweir.sink.write.SliceWriterFactory;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything a task's loop needs, and how it is put together.
 *
 * @param task instance of the task, another one after each restart
 * @param deadLetters null if there is no dead-letter queue
 */
public record FeedTask(
        String task,
        ProgressKeys keys,
        FeedSettings settings,
        RecordProcessor processor,
        SliceWriterFactory writers,
        TableAccess tables,
        SourceLog log,
        @Nullable DeadLetters deadLetters,
        FeedMetrics metrics,
        Clock clock) {

    /** A name for an instance of a task that no other instance ever has. */
    public static String instance(String connector, String number) {
        return connector.replace('|', '_') + "-" + number + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    public TaskLoop loop(SinkTaskContext context) {
        AtomicLong number = new AtomicLong();
        Supplier<String> ids = () -> task + "-" + number.incrementAndGet();
        FeedParts parts =
                new FeedParts(task, settings, processor, writers, tables, ids, deadLetters, this::lostBehind, metrics);
        return new TaskLoop(
                context,
                parts,
                new StartLookup(keys, tables, log, settings.answers()),
                topic -> Set.copyOf(processor.tablesOf(Set.of(topic)).values()),
                clock);
    }

    /**
     * Unseen offsets are transaction markers, records that a transform dropped, compacted ones; or, when the consumer fell
     * behind the start of the log and was reset, records that were deleted unread. The start of the log tells.
     */
    private CompletableFuture<Set<TopicPartition>> lostBehind(Map<TopicPartition, Long> gaps) {
        if (gaps.isEmpty()) {
            return CompletableFuture.completedFuture(Set.of());
        }
        return CompletableFuture.supplyAsync(
                () -> log.bounds(gaps.keySet()).entrySet().stream()
                        .filter(e -> e.getValue().start() > gaps.getOrDefault(e.getKey(), Long.MAX_VALUE))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()),
                tables.lookups());
    }
}

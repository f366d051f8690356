package io.lockweir.sink.feed;

import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.write.SliceWriterFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the feeds of a task share.
 *
 * @param task instance of the task, another one after each restart
 * @param ids new slice ids
 * @param deadLetters null if there is no dead-letter queue: a bad record then holds its table
 * @param lostBehind tells, for the beginnings of runs of unseen offsets, which partitions' logs no longer reach back to them
 */
record FeedParts(
        String task,
        FeedSettings settings,
        RecordProcessor processor,
        SliceWriterFactory writers,
        TableAccess tables,
        Supplier<String> ids,
        @Nullable DeadLetters deadLetters,
        Function<Map<TopicPartition, Long>, CompletableFuture<Set<TopicPartition>>> lostBehind,
        FeedMetrics metrics) {}

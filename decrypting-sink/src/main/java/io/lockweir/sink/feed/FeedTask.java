package io.lockweir.sink.feed;

import io.lockweir.sink.progress.ProgressKeys;
import io.lockweir.sink.record.RecordProcessor;
import io.lockweir.sink.source.SourceLog;
import io.lockweir.sink.write.KeyIndex;
import io.lockweir.sink.write.SliceWriterFactory;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
        LogStarts starts = new LogStarts(
                partitions -> CompletableFuture.supplyAsync(() -> log.starts(partitions), tables.lookups()));
        LogEnds ends = new LogEnds(
                positions -> CompletableFuture.supplyAsync(() -> log.probe(positions), tables.lookups()),
                settings.probeInterval());
        FeedParts parts = new FeedParts(
                task,
                settings,
                processor,
                writers,
                () -> new KeyIndex(settings.index(), clock),
                tables,
                ids,
                deadLetters,
                starts,
                ends,
                metrics);
        return new TaskLoop(
                context,
                parts,
                new StartLookup(keys, tables, log, settings),
                topic -> processor.tablesOf(Set.of(topic)).getOrDefault(topic, Set.of()),
                clock);
    }
}
